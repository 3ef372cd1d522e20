// What the page asks of the messenger, and the news that it gets.

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.problem || `信使应答 ${response.status}`);
  return body;
}

export async function world() {
  return answer(await fetch("/app/world"));
}

/** Post to the messenger. Throws an Error whose message is for people. */
export async function post(path, body) {
  const options = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  return answer(await fetch(`/app/${path}`, options));
}

export async function upload(user, chat, file) {
  const form = new FormData();
  form.append("user", user);
  form.append("chat", chat);
  form.append("file", file, file.name);
  return answer(await fetch("/app/file", { method: "POST", body: form }));
}

/** Hear the news. `lost` is called when the messenger is gone, `news` with each piece. */
export function listen(news, lost) {
  const source = new EventSource("/app/events");
  source.addEventListener("message", (event) => news(JSON.parse(event.data)));
  source.addEventListener("error", lost);
}
