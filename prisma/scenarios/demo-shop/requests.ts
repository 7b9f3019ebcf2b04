import { at, type HistoryRequest, hourMs, minuteMs } from "./history-item.ts";

/** Requests left in the message box while nobody was there, oldest first; none is claimed. */
export const demoRequests: readonly HistoryRequest[] = [
  {
    key: "glass-broken",
    customerKey: "hyacinth",
    language: "en",
    teamKey: "delivery-returns",
    openedAgoMs: 3 * hourMs + 8 * minuteMs,
    items: [
      { afterMs: at(0), kind: "customer", text: "the glass was already broken when I opened the box" },
      { afterMs: at(0, 1), kind: "answer", answerKey: "damaged-on-arrival", degree: 0.96 },
      { afterMs: at(0, 40), kind: "customer", text: "a person please" },
    ],
    storedAfterMs: at(2, 12),
    text: "Order FO-20439, the glass of the hanging lamp was already broken when I opened the box. We hang it above the table on Saturday for my mother’s 80th. Can a new glass be here by then? I’m at work until five, a mail is best.",
    contact: "hyacinth@bellweather.example",
  },
  {
    key: "gu-table-height",
    customerKey: "gu",
    language: "zh",
    teamKey: "chinese",
    openedAgoMs: 2 * hourMs + 20 * minuteMs,
    items: [
      { afterMs: at(0), kind: "customer", text: "桌子想加高五公分" },
      { afterMs: at(0, 1), kind: "answer", answerKey: "zh-custom-size", degree: 0.97, isHelpful: true },
      { afterMs: at(1, 5), kind: "customer", text: "我已经下单了，还能改成加高的吗" },
      { afterMs: at(1, 6), kind: "suggest", suggestionKeys: ["zh-change-order", "zh-custom-size"], degree: 0.44 },
    ],
    storedAfterMs: at(3, 30),
    text: "订单 FO-20450，180 的橡木餐桌，昨天刚付定金。父亲坐轮椅，桌下要留 70 公分，想把桌高改成 80。请问还来得及吗？需要补多少钱？",
    contact: "gu.changhe@mail.example",
  },
  {
    key: "engraving-fo-20455",
    customerKey: "ruairi",
    language: "en",
    teamKey: "delivery-returns",
    openedAgoMs: 55 * minuteMs,
    items: [
      { afterMs: at(0), kind: "customer", text: "Change the engraving on FO-20455" },
      { afterMs: at(0, 1), kind: "answer", answerKey: "change-engraving", degree: 0.97 },
    ],
    storedAfterMs: at(1, 48),
    text: "FO-20455, the cutting board: I wrote “Maire & Sean”. It has to be “Máire & Seán”, with the accents, or I’ll never hear the end of it. Thank you!",
    contact: "ruairi@mail.example",
  },
];
