import type { AnswerSeed } from "../answer-seed.ts";
import { withExtras } from "./answer-extras.ts";
import { courierAnswersZh } from "./answers-couriers.ts";
import { accountAndWorkshopAnswersZh } from "./answers-zh/account-workshop.ts";
import { careAnswersZh } from "./answers-zh/care.ts";
import { deliveryAnswersZh } from "./answers-zh/delivery.ts";
import { ordersAndPaymentAnswersZh } from "./answers-zh/orders-payment.ts";
import { productsAnswersZh } from "./answers-zh/products.ts";
import { returnsAnswersZh } from "./answers-zh/returns.ts";

/** The demo shop's Chinese library, in the order the list shows it. */
export const answersZh: readonly AnswerSeed[] = [
  ...deliveryAnswersZh,
  ...returnsAnswersZh,
  ...ordersAndPaymentAnswersZh,
  ...productsAnswersZh,
  ...careAnswersZh,
  ...accountAndWorkshopAnswersZh,
  ...courierAnswersZh,
].map(withExtras);
