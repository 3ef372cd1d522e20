// What the embedding page has set, handed over in the frame's address after the #, which no server sees.

export interface HostSettings {
  embedded: boolean;
  title: string;
  color: string; // #rrggbb, dark enough to be read on white, or empty
  token: string | null; // a user whom the host vouches for
  ask: string; // a question to begin with
  user: string; // whose conversations are kept apart in this browser
}

export function hostSettings(hash: string): HostSettings {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const color = given.get("color") || "";
  const token = given.get("token");
  return {
    embedded: given.get("embed") === "1" && window !== window.parent,
    title: (given.get("title") || "").slice(0, 30),
    color: isDark(color) ? color : "",
    token,
    ask: (given.get("ask") || "").slice(0, 200),
    user: token ? userOf(token) : given.get("user") || "",
  };
}

// Is the contrast to white at least 4.5, as people need to read it? By the formula of WCAG 2.
export function isDark(color: string): boolean {
  if (!/^#[0-9a-f]{6}$/i.test(color)) return false;
  const [red = 1, green = 1, blue = 1] = [1, 3, 5].map((at) => {
    const share = parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5;
}

// Only to keep conversations apart here; the server checks the token itself.
function userOf(token: string): string {
  try {
    const body = token.split(".")[0] || "";
    const bytes = Uint8Array.from(atob(body.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    return String(JSON.parse(new TextDecoder().decode(bytes)).user);
  } catch {
    return token;
  }
}
