// Where the browser keeps conversations: in this page's own storage, or, in a frame, in the host page's,
// because browsers deny or divide the storage of other sites' frames.

export interface Keep {
  get: (key: string) => string | null;
  set: (key: string, value: string | null) => void;
  onChange: (key: string) => void; // another tab has written
}

const PREFIX = "plan-chat/";
const PATIENCE = 2000; // ms for the host page to answer

export class OwnKeep implements Keep {
  private readonly memory = new Map<string, string | null>(); // where storage is full or forbidden
  onChange: (key: string) => void = () => undefined;

  constructor() {
    addEventListener("storage", ({ key }) => {
      if (key && key.startsWith(PREFIX)) this.onChange(key.slice(PREFIX.length));
    });
  }

  get(key: string): string | null {
    const remembered = this.memory.get(key);
    if (remembered !== undefined) return remembered;
    try {
      return localStorage.getItem(PREFIX + key);
    } catch {
      return null;
    }
  }

  set(key: string, value: string | null): void {
    try {
      if (value === null) localStorage.removeItem(PREFIX + key);
      else localStorage.setItem(PREFIX + key, value);
      this.memory.delete(key);
    } catch {
      this.memory.set(key, value);
    }
  }
}

// What the frame and the loader of the host page (widget.ts) say to each other.
export type ToHost = { planChat: "hello" } | { planChat: "close" } | { planChat: "keep"; key: string; value: string | null };
export type FromHost = { planChat: "kept"; items: [string, string][] } | { planChat: "changed"; key: string; value: string | null };

export class HostKeep implements Keep {
  private items = new Map<string, string>();
  onChange: (key: string) => void = () => undefined;

  // Resolves when the host page has said what it keeps, or has not answered in time.
  static open(): Promise<HostKeep> {
    const keep = new HostKeep();
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(keep), PATIENCE);
      addEventListener("message", ({ source, data }: MessageEvent<FromHost>) => {
        if (source !== window.parent || !data) return;
        if (data.planChat === "kept") {
          keep.items = new Map(data.items);
          clearTimeout(timer);
          resolve(keep);
        } else if (data.planChat === "changed") {
          if (data.value === null) keep.items.delete(data.key);
          else keep.items.set(data.key, data.value);
          keep.onChange(data.key);
        }
      });
      tellHost({ planChat: "hello" });
    });
  }

  get(key: string): string | null {
    const value = this.items.get(key);
    return value === undefined ? null : value;
  }

  set(key: string, value: string | null): void {
    if (value === null) this.items.delete(key);
    else this.items.set(key, value);
    tellHost({ planChat: "keep", key, value });
  }
}

// Only sites that the server allows can hold this frame at all; so any of them may hear it.
export function tellHost(message: ToHost): void {
  window.parent.postMessage(message, "*");
}
