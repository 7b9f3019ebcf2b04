import type { AnswerKind, LibraryEntry } from "./entry.ts";
import { SAMPLE_LIBRARY } from "./sample-library.ts";

const entry = (
  id: string,
  language: string,
  questions: readonly string[],
  kind: AnswerKind = "answer",
): LibraryEntry => ({
  id,
  language,
  questions,
  kind,
});

/** A shop's library in Arabic. */
const ARABIC: readonly LibraryEntry[] = [
  entry("delivery-ar", "ar", ["متى يصل طلبي؟", "كم يستغرق التوصيل؟", "كم يوما يحتاج الشحن", "أين طلبي الآن"]),
  entry("return-ar", "ar", ["كيف أرجع المنتج؟", "هل يمكنني إرجاع الحذاء", "ما هي سياسة الإرجاع", "أريد إعادة القميص"]),
  entry("refund-ar", "ar", ["متى أسترد نقودي؟", "لم يصلني المبلغ المسترد", "كم يستغرق استرداد المبلغ"]),
  entry("payment-ar", "ar", ["ما هي طرق الدفع؟", "هل تقبلون الدفع عند الاستلام", "هل يمكنني الدفع بالبطاقة"]),
  entry("size-ar", "ar", ["كيف أختار المقاس؟", "هل المقاس كبير أم صغير", "هل يوجد جدول مقاسات"]),
  entry("password-ar", "ar", ["نسيت كلمة المرور", "لا أستطيع الدخول إلى حسابي", "كيف أغير كلمة السر"]),
  entry("person-ar", "ar", ["أريد التحدث مع موظف", "حولني إلى خدمة العملاء", "أريد أن أكلم شخصا حقيقيا"], "person"),
  entry("hello-ar", "ar", ["مرحبا", "السلام عليكم", "صباح الخير"], "greeting"),
  entry("thanks-ar", "ar", ["شكرا", "شكرا جزيلا", "شكرا لك على المساعدة"], "thanks"),
];

/** Libraries for the tests of behaviour, with questions in other words that they answer and questions that they do not. */
export const SAMPLE_LIBRARIES: readonly {
  readonly name: string;
  readonly entries: readonly LibraryEntry[];
  readonly answered: readonly (readonly [string, string])[];
  readonly unanswered: readonly string[];
}[] = [
  {
    name: "English",
    entries: SAMPLE_LIBRARY.filter(({ id, language }) => language === "en" && !id.endsWith("-zh")),
    answered: [
      ["how many days does the shipping take", "delivery-time"],
      ["can I send this dress back", "return-policy"],
      ["forgot my passwort", "password"],
    ],
    unanswered: ["do you sell lawn mowers", "who won the match yesterday"],
  },
  {
    name: "Chinese",
    entries: [
      ...SAMPLE_LIBRARY.filter(({ language }) => language === "zh"),
      entry("person-zh", "zh", ["转人工", "我要找真人客服", "人工客服"], "person"),
      entry("hello-zh", "zh", ["你好", "在吗", "您好"], "greeting"),
      entry("thanks-zh", "zh", ["谢谢", "谢谢你的帮助", "多谢"], "thanks"),
    ],
    answered: [
      ["快递要几天", "delivery-zh"],
      ["請問可以開發票嗎", "invoice-zh"],
      ["不合适想退货", "return-zh"],
    ],
    unanswered: ["今天天气怎么样", "你们老板是谁"],
  },
  {
    name: "Arabic",
    entries: ARABIC,
    answered: [
      ["متى سيصل الطلب", "delivery-ar"],
      ["أريد إرجاع الحذاء", "return-ar"],
      ["نسيت كلمة المرور الخاصة بي", "password-ar"],
    ],
    unanswered: ["كيف حال الطقس اليوم", "من هو الرئيس"],
  },
  {
    name: "mixed",
    entries: [...SAMPLE_LIBRARY, ...ARABIC],
    answered: [
      ["how many days does the shipping take", "delivery-time"],
      ["我的包裹什麼時候能送到", "delivery-zh"],
      ["متى سوف يصل طلبي", "delivery-ar"],
      ["can I pay with paypal 可以吗", "payment-methods"],
    ],
    unanswered: ["do you sell lawn mowers", "今天天气怎么样", "من هو الرئيس"],
  },
];
