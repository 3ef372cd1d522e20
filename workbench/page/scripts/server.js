// What the page asks of the workbench.

async function answer(asked) {
  let response;
  try {
    response = await asked;
  } catch {
    throw new Error("测试台没有应答。请看启动它的终端，必要时重新运行 make workbench，再刷新页面。");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    const problem = body.problem || `测试台应答 ${response.status}`;
    const error = new Error(body.advice ? `${problem}。${body.advice}` : problem);
    error.status = response.status;
    throw error;
  }
  return body;
}

/** Throws an Error whose message is for people. */
export function get(path) {
  return answer(fetch(`/api/${path}`));
}

/** Throws an Error whose message is for people. */
export function post(path, body = {}) {
  const options = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  return answer(fetch(`/api/${path}`, options));
}

/** Hear of the run that goes on, from its beginning. `lost` is called when it cannot be heard. */
export function listen(news, lost) {
  const source = new EventSource("/api/runs/news");
  source.addEventListener("message", (event) => {
    const piece = JSON.parse(event.data);
    news(piece);
    if (piece.what === "end") source.close();
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) lost();
  });
  return source;
}

/** A name for a conversation that no other has. */
export function newKey() {
  return crypto.randomUUID();
}
