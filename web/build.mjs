// Builds src/ into dist/: scripts in ES2019, nothing that points outside, sizes kept. `--check` only compares.
import { readFile, readdir, mkdir, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { parse } from "acorn";
import { build } from "esbuild";

const OUT = "dist";
const LIMITS = { "widget.js": 15_000, "chat.js": 200_000, "plan.js": 10_000, "overview.js": 10_000 }; // bytes, packed but the widget

// deep-chat can speak to model vendors' servers. Nothing here may: their addresses are cut out, and the
// page's content security policy forbids them as well. XML namespaces are names, not addresses.
const NAMESPACE = /^http:\/\/www\.w3\.org\//;
const withoutAddresses = {
  name: "without-addresses",
  setup(b) {
    b.onLoad({ filter: /deepChat\.bundle\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/(https?|wss?):\/\/[\w.:;,/@%?=&#~+-]*/g, (address) =>
        NAMESPACE.test(address) ? address : "",
      ),
      loader: "js",
    }));
  },
};

const result = await build({
  entryPoints: { chat: "src/chat/main.ts", widget: "src/widget.ts", plan: "src/plan.ts", overview: "src/overview.ts" },
  bundle: true,
  format: "iife",
  target: "es2019",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  loader: { ".css": "text" },
  plugins: [withoutAddresses],
  outdir: OUT,
  write: false,
});

const files = new Map(result.outputFiles.map((f) => [f.path.split("/").pop(), Buffer.from(f.contents)]));
for (const name of await readdir("pages")) files.set(name, await readFile(`pages/${name}`));
files.set("licenses.txt", await readFile("node_modules/deep-chat/LICENSE"));

// The tests run without Node; they read the scripts' syntax with acorn inside the browser.
const parser = await build({
  stdin: { contents: 'export { parse } from "acorn"', resolveDir: "." },
  bundle: true,
  format: "iife",
  globalName: "acorn",
  minify: true,
  banner: { js: "/* acorn, MIT licence, (c) its contributors */" },
  write: false,
});
const forTests = Buffer.from(parser.outputFiles[0].contents);

let faults = 0;
const fault = (text) => {
  console.error(text);
  faults += 1;
};
for (const [name, body] of files) {
  const text = body.toString("utf8");
  if (name.endsWith(".js")) {
    try {
      parse(text, { ecmaVersion: 2019, sourceType: "script" });
    } catch (error) {
      fault(`${name} is not ES2019: ${error.message}`);
    }
  }
  const addresses = name === "licenses.txt" ? [] : text.match(/\b(https?|wss?):\/\/[\w.-]+/g) ?? [];
  const outside = addresses.filter((address) => !NAMESPACE.test(`${address}/`) && !/:\/\/localhost/.test(address));
  if (outside.length) fault(`${name} points outside: ${[...new Set(outside)].join(" ")}`);
  const size = name === "widget.js" ? body.length : gzipSync(body, { level: 9 }).length;
  if (size > (LIMITS[name] ?? Infinity)) fault(`${name} is too large: ${size} bytes`);
  console.log(`${name.padEnd(14)} ${String(body.length).padStart(7)} bytes, packed ${gzipSync(body, { level: 9 }).length}`);
}

if (process.argv.includes("--check")) {
  for (const [name, body] of files) {
    const built = await readFile(`${OUT}/${name}`).catch(() => null);
    if (!built || !built.equals(body)) fault(`${OUT}/${name} is not what src/ builds: npm run build`);
  }
} else if (!faults) {
  await mkdir(OUT, { recursive: true });
  for (const [name, body] of files) await writeFile(`${OUT}/${name}`, body);
  await writeFile("../tests/web/acorn.min.js", forTests);
}
process.exitCode = faults ? 1 : 0;
