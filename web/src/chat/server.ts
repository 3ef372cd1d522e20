// Talking to the server. A message has an id: sent again after a lost connection, it is answered once.

import type { HostSettings } from "./host";
import type { Keep } from "./keep";
import type { Menu, Reply, Session } from "../records";

const PATIENCE = 120_000; // ms for which a lost connection is tried again
const PAUSES = [500, 1000, 2000, 4000];

export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfter: number | null,
  ) {
    super(message);
  }
}

export class Server {
  private ticket: string | null = null;
  onConnection: (lost: boolean) => void = () => undefined;

  // An embedded chat keeps its ticket itself, one for each user, because its frame gets no cookies.
  constructor(
    private readonly host: HostSettings,
    private readonly keep: Keep,
  ) {
    this.ticket = host.embedded ? keep.get(this.ticketKey) : null;
  }

  async session(fresh = false): Promise<Session> {
    const session = await this.patiently<Session>("/chat/session", {
      fresh,
      embedded: this.host.embedded,
      token: this.host.token || undefined,
    });
    if (session.ticket) {
      this.ticket = session.ticket;
      this.keep.set(this.ticketKey, session.ticket);
    }
    return session;
  }

  send(text: string, id: string): Promise<Reply> {
    return this.patiently<Reply>("/chat/messages", { text, id });
  }

  menu(): Promise<Menu> {
    return this.once<Menu>("/chat/menu");
  }

  feedback(body: { verdict: "up" | "down"; reason: string; question: string; answer: string }): Promise<unknown> {
    return this.once("/chat/feedback", body);
  }

  async exported(body: object): Promise<Blob> {
    return (await this.fetch("/chat/export", body)).blob();
  }

  private get ticketKey(): string {
    return `ticket/${this.host.user}`;
  }

  // Until the server answers: what is lost on the way, or comes too early after a restart, is sent again.
  private async patiently<T>(path: string, body: object): Promise<T> {
    const until = Date.now() + PATIENCE;
    for (let attempt = 0; ; attempt++) {
      try {
        const answer = await this.once<T>(path, body);
        this.onConnection(false);
        return answer;
      } catch (error) {
        const refusal = error instanceof Refusal ? error : null;
        if (refusal && refusal.status === 401 && attempt === 0) {
          await this.session();
          continue;
        }
        if ((refusal && refusal.status < 500) || Date.now() > until) {
          this.onConnection(false);
          throw error;
        }
        this.onConnection(!refusal);
        const pause = PAUSES[Math.min(attempt, PAUSES.length - 1)] ?? 4000;
        await online(refusal && refusal.retryAfter ? refusal.retryAfter * 1000 : pause);
      }
    }
  }

  private async once<T>(path: string, body?: object): Promise<T> {
    return (await this.fetch(path, body)).json() as Promise<T>;
  }

  private async fetch(path: string, body?: object): Promise<Response> {
    const headers: Record<string, string> = {};
    if (body) headers["Content-Type"] = "application/json";
    if (this.ticket) headers["Authorization"] = `Bearer ${this.ticket}`;
    const response = await fetch(path, {
      method: body ? "POST" : "GET",
      headers,
      body: body && JSON.stringify(body),
      credentials: "same-origin",
    });
    if (response.ok) return response;
    const said = await response.json().catch(() => null);
    const error = (said && said.error) || {};
    throw new Refusal(
      response.status,
      error.code || "failed",
      error.message || "服务暂时不可用，请稍后再试。",
      error.retry_after || null,
    );
  }
}

// Wait so long, or until the browser says that the network is back.
function online(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
  });
}
