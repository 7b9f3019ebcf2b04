import { demoQuestions } from "./questions.ts"; import { planDay } from "./shapes.ts"; import { runDay } from "./day.ts"; import { figuresOf, printed } from "./figures.ts"; import { costsAtBase } from "#server/rules/hand-off-cost.ts";
const base={single:.55,mean:.6}; let t=Date.now();
const set=demoQuestions(); console.log("train",Date.now()-t,set.questions.length); t=Date.now();
for (const shape of ["quiet","busy","burst"] as const){ t=Date.now(); const plan=planDay(set.questions,{shape,seed:1,base}); console.log(shape, plan.customers.length,Date.now()-t);
for (const th of [{kind:"adaptive",isLearning:true},{kind:"fixed",at:base}] as const){ t=Date.now(); const d=runDay(plan,{thresholds:th,order:"worst-first",base}); console.log(Date.now()-t, JSON.stringify(printed(figuresOf(d,costsAtBase(.55)))));}}
