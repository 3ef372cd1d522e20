// What the embedding page has set, handed over in the frame's address after the #, which no server sees.

export interface HostSettings {
  embedded: boolean;
  title: string;
  color: string; // #rrggbb, or empty
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
    color: /^#[0-9a-f]{6}$/i.test(color) ? color : "",
    token,
    ask: (given.get("ask") || "").slice(0, 200),
    user: token ? userOf(token) : given.get("user") || "",
  };
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
