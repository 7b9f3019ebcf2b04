import type { LibraryEntry } from "./entry.ts";

/** A small shop's library in English and Chinese, written for the tests of this folder. */
export const SAMPLE_LIBRARY: readonly LibraryEntry[] = [
  entry("delivery-time", "en", [
    "How long does delivery take?",
    "When will my parcel arrive?",
    "What is the usual shipping time?",
    "How many days until I get my order?",
  ]),
  entry("return-policy", "en", [
    "Can I return something I bought?",
    "How do I send an item back?",
    "What is your return policy?",
    "I want to return my shoes",
  ]),
  entry("refund", "en", [
    "When do I get my money back?",
    "How long does a refund take?",
    "My refund has not arrived",
    "Where is my refund?",
  ]),
  entry("change-address", "en", [
    "Can I change the delivery address?",
    "I typed the wrong address",
    "Please send it to another address",
    "Update my shipping address",
  ]),
  entry("payment-methods", "en", [
    "Which cards do you accept?",
    "Can I pay with PayPal?",
    "What payment methods are there?",
    "Do you take cash on delivery?",
  ]),
  entry("gift-wrap", "en", [
    "Do you wrap presents?",
    "Can you gift wrap this for me?",
    "Is gift wrapping free?",
    "I would like a greeting card with the present",
  ]),
  entry("password", "en", [
    "I forgot my password",
    "How do I reset my password?",
    "I cannot sign in to my account",
    "My login does not work",
  ]),
  entry("invoice-zh", "zh", ["怎么开发票？", "可以开电子发票吗", "我需要一张公司抬头的发票", "发票什么时候寄出"]),
  entry("delivery-zh", "zh", ["快递几天能到？", "我的包裹什么时候送到", "一般多久可以收到货", "发货要多长时间"]),
  entry("return-zh", "zh", ["怎么退货？", "收到的衣服不合适可以退吗", "退货的运费谁出", "七天无理由退货怎么申请"]),
  entry("size-zh", "zh", ["尺码怎么选？", "我身高一米七穿多大", "这件衣服偏大还是偏小", "有没有尺码表"]),
  entry("coupon-zh", "zh", ["优惠券怎么用？", "为什么优惠券不能用", "哪里可以领优惠券", "两张优惠券可以一起用吗"]),
  {
    ...entry("person", "en", [
      "I want to talk to a person",
      "Give me a human",
      "connect me to an agent",
      "转人工",
      "我要找真人客服",
    ]),
    kind: "person",
  },
  { ...entry("hello", "en", ["hello", "hi there", "good morning", "你好", "在吗"]), kind: "greeting" },
  {
    ...entry("thanks", "en", ["thank you", "thanks a lot", "that helped, cheers", "谢谢", "谢谢你的帮助", "🙏"]),
    kind: "thanks",
  },
];

function entry(id: string, language: string, questions: readonly string[]): LibraryEntry {
  return { id, language, questions, kind: "answer" };
}
