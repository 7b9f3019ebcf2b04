// Answerline's loader: one script tag puts the chat's button on any page. Plain JavaScript for old and strict pages:
// no HTML strings, styles through the object model (allowed under a strict style-src), nothing global but Answerline.
//   <script async src="https://desk.example/embed.js" data-site="main" data-color="#2f5bd8" data-lang="en"></script>
// Talks to the frame as described in envelope.ts; the page needs frame-src for the chat's address.
(function () {
  var script = document.currentScript || document.querySelector('script[src*="/embed.js"][data-site]');
  if (!script || window.Answerline) return;
  var chat = new URL(script.src).origin;
  var site = script.dataset.site || "main";
  var key = "answerline:" + site;
  var zh =
    (script.dataset.lang || document.documentElement.lang || navigator.language || "").toLowerCase().indexOf("zh") ===
    0;
  var words = zh
    ? { open: "打开客户聊天", close: "关闭聊天", unread: "，{n} 条未读", title: "客户聊天" }
    : { open: "Open the chat", close: "Close the chat", unread: ", {n} unread", title: "Customer chat" };
  var small = window.matchMedia("(max-width: 480px)");
  var isOpen = false;
  var isReady = false;
  var unread = 0;
  var frame, host, panel, button, badge, icon, style;

  // What the page's own storage keeps for the frame: "-" (a cookie does the work) or the token where cookies are refused.
  function stored() {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }
  function store(value) {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch {
      // Without storage the chat lasts as long as the page.
    }
  }

  function make(tag, className, parent) {
    var node = document.createElement(tag);
    if (className) node.className = className;
    parent.appendChild(node);
    return node;
  }
  function draw(paths) {
    icon.textContent = "";
    paths.forEach(function (d) {
      var path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", d);
      icon.appendChild(path);
    });
  }
  function paint(color) {
    if (!/^#[0-9a-f]{6}$/i.test(color || "")) return;
    var light = [1, 3, 5].map(function (at) {
      var part = parseInt(color.substr(at, 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    });
    // The icon is white unless the colour is so light that black reads better (WCAG contrast).
    var isLight = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] > 0.3;
    button.style.setProperty("--color", color);
    button.style.setProperty("--ink", isLight ? "#1d1a16" : "#fff");
  }
  function show() {
    var label = isOpen ? words.close : words.open + (unread ? words.unread.replace("{n}", unread) : "");
    button.setAttribute("aria-label", label);
    button.setAttribute("aria-expanded", String(isOpen));
    badge.textContent = unread > 99 ? "99+" : String(unread);
    badge.hidden = isOpen || !unread;
    panel.hidden = !isOpen;
    host.toggleAttribute("data-open", isOpen);
    draw(
      isOpen
        ? ["m6 9 6 6 6-6"]
        : ["M21 11.5a8.4 8.4 0 0 1-8.5 8.5 8.6 8.6 0 0 1-3.8-.9L3 21l1.9-5.7a8.4 8.4 0 0 1-.9-3.8 8.5 8.5 0 0 1 17 0z"],
    );
  }
  function tell(type) {
    if (!isReady) return;
    var value = stored();
    frame.contentWindow.postMessage(
      {
        source: "answerline",
        type: type,
        isOpen: isOpen,
        isFull: small.matches,
        token: type === "hello" && value !== "-" ? value : null,
      },
      chat,
    );
  }
  function load() {
    if (frame) return;
    frame = document.createElement("iframe");
    frame.title = words.title;
    frame.src =
      chat + "/chat?embed=1&site=" + encodeURIComponent(site) + "&host=" + encodeURIComponent(location.origin);
    panel.appendChild(frame);
  }
  function open() {
    if (isOpen) return;
    isOpen = true;
    unread = 0;
    load();
    show();
    frame.focus();
    tell("shown");
  }
  function close() {
    if (!isOpen) return;
    isOpen = false;
    show();
    button.focus();
    tell("shown");
  }

  function hear(event) {
    var said = event.data;
    if (!frame || event.source !== frame.contentWindow || event.origin !== chat) return;
    if (!said || typeof said !== "object" || said.source !== "answerline") return;
    if (said.type === "ready") {
      isReady = true;
      if (!script.dataset.color && typeof said.color === "string") paint(said.color);
      tell("hello");
    } else if (said.type === "session") {
      if (said.token === null) store("-");
      else if (typeof said.token === "string" && /^[\w.~-]{16,512}$/.test(said.token)) store(said.token);
    } else if (said.type === "unread") {
      if (said.count >= 0 && said.count < 1e4 && said.count % 1 === 0) {
        unread = isOpen ? 0 : said.count;
        show();
      }
    } else if (said.type === "close") close();
  }

  function start() {
    host = make("div", "", document.body);
    host.setAttribute("data-answerline", "");
    var root = host.attachShadow({ mode: "open" });
    var css =
      ":host{all:initial}[hidden]{display:none!important}" +
      "button{all:unset;box-sizing:border-box;position:fixed;inset-inline-end:24px;bottom:calc(24px + env(safe-area-inset-bottom));z-index:2147483000;display:grid;place-items:center;width:56px;height:56px;border-radius:50%;cursor:pointer;color:var(--ink,#fff);background:var(--color,#2f5bd8);box-shadow:0 0 0 1px rgb(42 34 24/.08),0 4px 8px -2px rgb(42 34 24/.16),0 12px 28px -6px rgb(42 34 24/.24)}" +
      "button:hover{filter:brightness(.94)}button:focus-visible{outline:2px solid var(--color,#2f5bd8);outline-offset:3px}" +
      "svg{width:26px;height:26px;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}" +
      "span{position:absolute;top:-4px;inset-inline-end:-4px;min-width:20px;height:20px;padding:0 6px;box-sizing:border-box;border-radius:10px;font:600 11px/20px system-ui,sans-serif;text-align:center;color:#fff;background:#b3261e;box-shadow:0 0 0 2px #fff}" +
      "div{position:fixed;inset-inline-end:24px;bottom:96px;z-index:2147483000;width:380px;height:min(640px,calc(100vh - 120px));border-radius:16px;overflow:hidden;background:Canvas;box-shadow:0 0 0 1px rgb(42 34 24/.08),0 12px 24px -6px rgb(42 34 24/.14),0 32px 72px -12px rgb(42 34 24/.28)}" +
      "iframe{display:block;width:100%;height:100%;border:0}" +
      "@media (max-width:480px){div{inset:0;width:auto;height:100vh;height:100dvh;border-radius:0}:host([data-open]) button{display:none}}" +
      "@media print{:host{display:none}}";
    if (root.adoptedStyleSheets && window.CSSStyleSheet && CSSStyleSheet.prototype.replaceSync) {
      style = new CSSStyleSheet();
      style.replaceSync(css);
      root.adoptedStyleSheets = [style];
    } else make("style", "", root).textContent = css;

    panel = make("div", "", root);
    button = make("button", "", root);
    button.type = "button";
    icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    icon.setAttribute("viewBox", "0 0 24 24");
    icon.setAttribute("aria-hidden", "true");
    button.appendChild(icon);
    badge = make("span", "", button);
    badge.setAttribute("aria-hidden", "true");
    paint(script.dataset.color);
    show();

    button.addEventListener("click", function () {
      if (isOpen) close();
      else open();
    });
    // Only while the focus is in the chat: Escape elsewhere belongs to the page.
    host.addEventListener("keydown", function (event) {
      if (event.key === "Escape") close();
    });
    window.addEventListener("message", hear);
    small.addEventListener("change", function () {
      tell("shown");
    });
    window.Answerline = Object.freeze({ open: open, close: close });
    // Somebody who has a chat here already sees a new answer's number without opening it.
    if (stored()) {
      if (window.requestIdleCallback) requestIdleCallback(load, { timeout: 3000 });
      else setTimeout(load, 2000);
    }
  }
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
