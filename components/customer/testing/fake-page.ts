import { createContext, runInContext } from "node:vm";

/** Just enough of a page for the loader: elements, storage, messages; no layout and no styles. */
class FakeNode {
  attributes: Record<string, string> = {};
  style: Record<string, string> & { setProperty(name: string, value: string): void };
  children: FakeNode[] = [];
  hidden = false;
  className = "";
  type = "";
  title = "";
  src = "";
  textContent = "";
  contentWindow: unknown;
  private listeners = new Map<string, ((event: unknown) => void)[]>();
  constructor(
    readonly tag: string,
    private readonly page: { focused: string },
  ) {
    const style = { setProperty: (name: string, value: string) => void Object.assign(style, { [name]: value }) };
    this.style = style as unknown as FakeNode["style"];
  }
  appendChild = (child: FakeNode) => void this.children.push(child);
  setAttribute = (name: string, value: string) => void (this.attributes[name] = value);
  toggleAttribute = (name: string, isOn: boolean) =>
    isOn ? (this.attributes[name] = "") : delete this.attributes[name];
  attachShadow = () => {
    const root = new FakeNode("#root", this.page);
    this.children.push(root);
    return root;
  };
  addEventListener = (name: string, run: (event: unknown) => void) =>
    void this.listeners.set(name, [...(this.listeners.get(name) ?? []), run]);
  fire = (name: string, event: unknown = {}) => this.listeners.get(name)?.forEach((run) => run(event));
  focus = () => {
    this.page.focused = this.tag;
  };
  find(tag: string): FakeNode | undefined {
    return this.tag === tag ? this : this.children.map((child) => child.find(tag)).find(Boolean);
  }
}

/** Runs the loader in a page at https://shop.example whose chat is at https://desk.example. */
export function fakePage(
  source: string,
  options: { stored?: Record<string, string>; isStorageRefused?: boolean } = {},
) {
  const state = { focused: "" };
  const stored: Record<string, string> = { ...options.stored };
  const posted: { words: unknown; origin: string }[] = [];
  const body = new FakeNode("body", state);
  const hear: ((event: unknown) => void)[] = [];
  let idle: (() => void) | undefined;
  const frameWindow = { postMessage: (words: unknown, origin: string) => void posted.push({ words, origin }) };
  const make = (tag: string) => {
    const node = new FakeNode(tag, state);
    if (tag === "iframe") node.contentWindow = frameWindow;
    return node;
  };
  const document = {
    body,
    documentElement: { lang: "en" },
    currentScript: { src: "https://desk.example/embed.js", dataset: { site: "main" } },
    createElement: make,
    createElementNS: (_: string, tag: string) => make(tag),
  };
  const window: Record<string, unknown> = {
    matchMedia: () => ({ matches: false, addEventListener: () => undefined }),
    addEventListener: (name: string, run: (event: unknown) => void) => name === "message" && hear.push(run),
    requestIdleCallback: (run: () => void) => (idle = run),
  };
  const refused = () => {
    throw new Error("refused");
  };
  const localStorage = options.isStorageRefused
    ? { getItem: refused, setItem: refused, removeItem: refused }
    : {
        getItem: (key: string) => stored[key] ?? null,
        setItem: (key: string, value: string) => void (stored[key] = value),
        removeItem: (key: string) => void delete stored[key],
      };
  const globals = {
    window,
    document,
    localStorage,
    URL,
    location: { origin: "https://shop.example" },
    navigator: { language: "en" },
  };
  const context = createContext({ ...globals, requestIdleCallback: window.requestIdleCallback });
  const run = (text: string): void => void runInContext(text, context);
  run(source);
  return {
    run,
    stored,
    idle: () => idle?.(),
    posted: () => posted,
    focused: () => state.focused,
    hosts: () => body.children.length,
    frame: () => body.find("iframe"),
    api: () => window.Answerline as { open(): void; close(): void },
    button: () => body.find("button") ?? body,
    say: (words: unknown, from: { origin?: string; isOtherWindow?: boolean } = {}) =>
      hear.forEach((listener) =>
        listener({
          data: words,
          origin: from.origin ?? "https://desk.example",
          source: from.isOtherWindow ? {} : frameWindow,
        }),
      ),
  };
}
