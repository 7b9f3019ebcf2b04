import type { AnswerSeed } from "../answer-seed.ts";

/** What the demo's entries offer under their answer, by the entry's key. A quick reply's text is a question of another entry. */
type Extras = Pick<AnswerSeed, "quickReplies" | "followUpKeys">;

export const answerExtras: Readonly<Record<string, Extras>> = {
  "where-is-my-order": {
    quickReplies: [
      { label: "It says delivered", text: "tracking says delivered, nothing here" },
      { label: "I think it is lost", text: "my parcel got lost" },
    ],
    followUpKeys: ["delivery-day-neighbour", "change-parcel-address"],
  },
  "delivery-times": {
    quickReplies: [
      { label: "To an island?", text: "delivery to islands" },
      { label: "What does it cost?", text: "What does delivery cost?" },
    ],
    followUpKeys: ["delivery-day-neighbour", "pickup-shop-locker", "furniture-delivery"],
  },
  "delivery-cost": { followUpKeys: ["delivery-times", "customs-outside-eu"] },
  "delivered-not-received": {
    quickReplies: [{ label: "Nobody has it", text: "lost package, what now" }],
    followUpKeys: ["lost-parcel-replacement", "pickup-shop-locker"],
  },
  "change-parcel-address": { followUpKeys: ["delivery-day-neighbour", "pickup-shop-locker"] },
  "return-how": {
    quickReplies: [
      { label: "It arrived broken", text: "It arrived broken" },
      { label: "It is the wrong thing", text: "I received the wrong item" },
    ],
    followUpKeys: ["return-cost", "refund-when", "return-engraved"],
  },
  "return-cost": { followUpKeys: ["return-how", "refund-when"] },
  "damaged-on-arrival": { followUpKeys: ["refund-when", "warranty"] },
  "cancel-order": {
    quickReplies: [{ label: "Only change it", text: "Can I change my order?" }],
    followUpKeys: ["refund-when", "return-how"],
  },
  "made-to-order-status": { followUpKeys: ["furniture-delivery", "change-order"] },
  "payment-failed": {
    quickReplies: [{ label: "I was charged twice", text: "I was charged twice" }],
    followUpKeys: ["payment-methods"],
  },
  "which-bulb": { followUpKeys: ["dimming", "cable-plug"] },
  "spare-shade": { followUpKeys: ["shade-washing", "exchange-colour"] },
  "bench-outdoors": { followUpKeys: ["oil-or-wax", "wood-cracks"] },
  "oil-or-wax": { followUpKeys: ["scratches-rings", "wood-cracks"] },
  "zh-where-is-my-order": {
    quickReplies: [
      { label: "显示已签收", text: "包裹显示已签收但没收到" },
      { label: "可能丢了", text: "快递丢了怎么办？" },
    ],
    followUpKeys: ["zh-delivery-appointment", "zh-change-address"],
  },
  "zh-delivery-times": {
    quickReplies: [
      { label: "运费多少？", text: "运费怎么算？" },
      { label: "寄到港澳台", text: "国际配送需要多久" },
    ],
    followUpKeys: ["zh-delivery-appointment", "zh-furniture-delivery"],
  },
  "zh-delivery-cost": { followUpKeys: ["zh-delivery-times", "zh-international"] },
  "zh-signed-not-received": {
    quickReplies: [{ label: "邻居也没有", text: "快递丢了怎么办？" }],
    followUpKeys: ["zh-lost-parcel", "zh-delivery-appointment"],
  },
  "zh-return-how": {
    quickReplies: [
      { label: "东西坏了", text: "收到的东西坏了" },
      { label: "发错了", text: "你们发错货了" },
    ],
    followUpKeys: ["zh-return-cost", "zh-refund-when"],
  },
  "zh-return-cost": { followUpKeys: ["zh-return-how", "zh-refund-when"] },
  "zh-cancel-order": {
    quickReplies: [{ label: "只改商品", text: "订单可以改吗？" }],
    followUpKeys: ["zh-refund-when"],
  },
  "zh-made-to-order": { followUpKeys: ["zh-furniture-delivery", "zh-change-order"] },
  "zh-bulb": { followUpKeys: ["zh-dimming", "zh-size-cable"] },
  "zh-spare-shade": { followUpKeys: ["zh-shade-washing", "zh-exchange-colour"] },
  "zh-wood-care": { followUpKeys: ["zh-stains-cracks"] },
};

/** An entry with what it offers under its answer. */
export const withExtras = (entry: AnswerSeed): AnswerSeed => ({ ...entry, ...answerExtras[entry.key] });
