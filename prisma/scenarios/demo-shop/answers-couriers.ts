import type { AnswerSeed } from "../answer-seed.ts";

/** What only couriers are told: entries for one kind of asker. A customer who asks the like gets the customers' answer. */
export const courierAnswersEn: readonly AnswerSeed[] = [
  {
    key: "courier-pickup",
    title: "Collecting parcels from the workshop",
    category: "Couriers",
    language: "en",
    kind: "answer",
    teamKey: "delivery-returns",
    askerKind: "courier",
    body: "Parcels wait at **gate 2** on working days from 14:30 to 17:00. Ring at the blue door and give the tour number; we load with you. Furniture is handed over **only with a second person** on the van.",
    questions: [
      "Where do I collect the parcels?",
      "which gate for pickup at the workshop",
      "what time can the driver come to collect",
      "I am the DPD driver, nobody opens",
      "tour number for today's collection",
      "pickup window at your warehouse",
      "who loads the van",
      "how many parcels are there to collect today",
      "where can I park the van to load",
    ],
  },
];

export const courierAnswersZh: readonly AnswerSeed[] = [
  {
    key: "zh-courier-pickup",
    title: "快递员到仓库取件",
    category: "快递员",
    language: "zh",
    kind: "answer",
    teamKey: "chinese",
    askerKind: "courier",
    body: "取件在**苏州仓 3 号门**，工作日 14:30–17:00。请在门卫处报车次号，仓库会一起装车。大件家具**必须两人**随车才能交接。",
    questions: [
      "我是快递员，在哪里取件",
      "到仓库几号门装车",
      "今天几点可以去揽收",
      "司机到了没人开门",
      "今天有多少件要取",
      "车次号报给谁",
      "货车停在哪里装货",
      "揽件时间是几点到几点",
      "大件要几个人去拉",
    ],
  },
];
