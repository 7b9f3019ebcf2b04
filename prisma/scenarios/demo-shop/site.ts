import type { SeedText } from "../answer-seed.ts";

/** A reason for being busy: the code is stored, the label is read. */
export interface BusyReasonSeed {
  code: string;
  label: SeedText;
}

export interface DemoSite {
  name: string;
  greeting: SeedText;
  /** `#rrggbb`, the light theme's accent role: white text on it passes AA. */
  accentColor: string;
  /** Origins whose pages may carry the chat. The demo is open on its own address only. */
  allowedOrigins: readonly string[];
  busyReasons: readonly BusyReasonSeed[];
}

export const demoSite: DemoSite = {
  name: "Fennel & Oak",
  greeting: {
    en: "Hello from the workshop! Ask about lamps, tables, an order or a parcel: most answers come at once, and you can ask for a person at any time.",
    zh: "您好，这里是拾木家居（Fennel & Oak）！灯具、桌椅、订单、物流都可以问，多数问题马上有答案，也可以随时请人工来回答。",
  },
  accentColor: "#2f5bd8",
  allowedOrigins: [],
  busyReasons: [
    { code: "lunch", label: { en: "Lunch", zh: "午餐" } },
    { code: "break", label: { en: "Break", zh: "休息" } },
    { code: "training", label: { en: "Training", zh: "培训" } },
    { code: "paperwork", label: { en: "Paperwork", zh: "处理单据" } },
  ],
};
