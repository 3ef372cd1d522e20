// Makes vectors.json anew with the platform's own library, from the inputs that stand in it:
//
//   npm install @wecom/crypto@1.0.1
//   NODE_PATH=node_modules node tests/channels/wecom/make_vectors.cjs
//
// The file it writes is the one that is kept; a difference means that the library has changed.

const { createHash } = require("node:crypto");
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { encrypt, getSignature } = require("@wecom/crypto");

const LONG = 400; // characters of a ciphertext, beyond which its SHA-256 is kept
const file = join(__dirname, "vectors.json");
const kept = JSON.parse(readFileSync(file, "utf-8"));

function made(vector) {
  const { message, receiver, random, timestamp, nonce } = vector;
  const text = typeof message === "string" ? message : message.repeat.repeat(message.times);
  const encrypted = encrypt(kept.key, text, receiver, Buffer.from(random, "hex"));
  const signature = getSignature(kept.token, timestamp, nonce, encrypted);
  const sha256 = createHash("sha256").update(encrypted).digest("hex");
  return { message, receiver, random, encrypt: encrypted.length > LONG ? { sha256 } : encrypted, timestamp, nonce, signature };
}

const all = { ...kept, vectors: kept.vectors.map(made) };
writeFileSync(file, `${JSON.stringify(all, null, 1)}\n`);
