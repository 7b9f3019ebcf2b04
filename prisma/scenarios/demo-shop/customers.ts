import type { SeedLanguage } from "../answer-seed.ts";

/** The demo shop's customers. All people and addresses are made up; `.example` receives no mail. */

export interface DemoCustomer {
  key: string;
  /** Null: somebody who never gave a name. */
  name: string | null;
  contact: string | null;
  language: SeedLanguage;
}

export const demoCustomers: readonly DemoCustomer[] = [
  {
    key: "marguerite",
    name: "Marguerite Vandenbroucke-Oyelaran",
    contact: "marguerite@quinta-da-rosa.example",
    language: "en",
  },
  { key: "aisha", name: "Aisha Rahman", contact: "aisha.rahman@mail.example", language: "en" },
  {
    key: "bartholomew",
    name: "Bartholomew Featherstonehaugh-Whitcombe",
    contact: "b.whitcombe@post.example",
    language: "en",
  },
  { key: "rosalind", name: "Rosalind Achterberg", contact: "rosalind@achterberg.example", language: "en" },
  { key: "nils", name: "Nils Ødegård", contact: "nils.odegard@post.example", language: "en" },
  { key: "thandiwe", name: "Thandiwe Mokoena", contact: null, language: "en" },
  { key: "ghent", name: null, contact: null, language: "en" },
  { key: "hyacinth", name: "Hyacinth Okonkwo-Bellweather", contact: "hyacinth@bellweather.example", language: "en" },
  { key: "ruairi", name: "Ruairí Ó Maoilchiaráin", contact: "ruairi@mail.example", language: "en" },
  { key: "chen-siyu", name: "陈思雨", contact: "chen.siyu@mail.example", language: "zh" },
  { key: "ouyang", name: "欧阳嘉怡", contact: "ouyang.jiayi@mail.example", language: "zh" },
  { key: "zhou", name: "周牧野", contact: null, language: "zh" },
  { key: "he", name: "何佩珊", contact: "he.peishan@mail.example", language: "zh" },
  { key: "gu", name: "顾长河", contact: "gu.changhe@mail.example", language: "zh" },
];
