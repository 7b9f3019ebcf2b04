import type { AnswerSeed } from "../answer-seed.ts";
import { withExtras } from "./answer-extras.ts";
import { courierAnswersEn } from "./answers-couriers.ts";
import { accountAndWorkshopAnswersEn } from "./answers-en/account-workshop.ts";
import { careAnswersEn } from "./answers-en/care.ts";
import { deliveryAnswersEn } from "./answers-en/delivery.ts";
import { ordersAnswersEn } from "./answers-en/orders.ts";
import { paymentAnswersEn } from "./answers-en/payment.ts";
import { productsAnswersEn } from "./answers-en/products.ts";
import { returnsAnswersEn } from "./answers-en/returns.ts";

/** The demo shop's English library, in the order the list shows it. */
export const answersEn: readonly AnswerSeed[] = [
  ...deliveryAnswersEn,
  ...returnsAnswersEn,
  ...ordersAnswersEn,
  ...paymentAnswersEn,
  ...productsAnswersEn,
  ...careAnswersEn,
  ...accountAndWorkshopAnswersEn,
  ...courierAnswersEn,
].map(withExtras);
