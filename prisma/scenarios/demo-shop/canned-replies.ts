import type { SeedLanguage } from "../answer-seed.ts";

/** A reply an agent calls with `/shortcut`. `{{customer.name}}` and `{{agent.name}}` are filled in when it is inserted. */
export interface CannedReplySeed {
  /** Without the slash; unique in all languages, so that `/` finds one whatever the conversation speaks. */
  shortcut: string;
  title: string;
  body: string;
  language: SeedLanguage;
}

export const demoCannedReplies: readonly CannedReplySeed[] = [
  {
    shortcut: "hello",
    title: "Say hello",
    body: "Hello {{customer.name}}, I’m {{agent.name}}. Give me a moment to read what you wrote.",
    language: "en",
  },
  {
    shortcut: "moment",
    title: "Ask for a moment",
    body: "Thank you, {{customer.name}}. I’m looking into it and will be back with you in two or three minutes.",
    language: "en",
  },
  {
    shortcut: "order",
    title: "Ask for the order number",
    body: "Could you tell me your order number? It begins with FO- and is in the subject of our mail to you.",
    language: "en",
  },
  {
    shortcut: "address",
    title: "Ask for the full new address",
    body: "Of course, {{customer.name}}. Please send me the street, house number, postcode and the name on the bell, and I will change it right away.",
    language: "en",
  },
  {
    shortcut: "addr-locked",
    title: "Too late to change the address",
    body: "The parcel is already in the van, so I can’t redirect it any more. In the message from DPD you can still name a neighbour or choose another day. Shall I help you with that?",
    language: "en",
  },
  {
    shortcut: "picture",
    title: "Ask for a picture",
    body: "Could you send me one picture of the damage and one of the box? Please keep both until you hear from me.",
    language: "en",
  },
  {
    shortcut: "replace",
    title: "A new one leaves today",
    body: "I’m sending you a new one today at no cost. You get the tracking link by e-mail this evening, and you don’t have to send anything back.",
    language: "en",
  },
  {
    shortcut: "bye",
    title: "Say goodbye",
    body: "You’re welcome, {{customer.name}}! If anything comes up, write here again and it finds its way to us. Best wishes from the workshop, {{agent.name}}",
    language: "en",
  },
  {
    shortcut: "nihao",
    title: "问候",
    body: "{{customer.name}}您好，我是{{agent.name}}，正在看您前面写的内容，请稍等。",
    language: "zh",
  },
  {
    shortcut: "shaodeng",
    title: "请稍等",
    body: "好的，我马上核实，两三分钟后回复您，请不要离开。",
    language: "zh",
  },
  {
    shortcut: "dingdan",
    title: "询问订单号",
    body: "麻烦您提供一下订单号，FO- 开头，在下单后的短信或邮件里可以找到。",
    language: "zh",
  },
  {
    shortcut: "dizhi",
    title: "询问新地址",
    body: "可以的。请把收件人姓名、电话、省市区和门牌号发给我，我现在就为您修改。",
    language: "zh",
  },
  {
    shortcut: "zhaopian",
    title: "请发照片",
    body: "很抱歉给您添麻烦了。请拍一张破损处、一张外箱的照片发给我，东西和箱子先留着。",
    language: "zh",
  },
  {
    shortcut: "zaijian",
    title: "结束语",
    body: "不客气，{{customer.name}}！以后有任何问题，随时在这里找我们。祝您生活愉快。{{agent.name}}",
    language: "zh",
  },
];
