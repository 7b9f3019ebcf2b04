import { expect, shopFor, test } from "../fixtures/test.ts";

shopFor({ hasPast: false });

const phone = { locale: "zh-CN", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test("the customer's whole way in Chinese on a phone", async ({ people }) => {
  const [page, lin] = await Promise.all([
    people.context("顾客", phone).then((context) => context.newPage()),
    people.agent("lin"),
  ]);
  await page.goto("/chat");
  await expect(page.locator("html")).toHaveAttribute("lang", /^zh/);
  const log = page.getByRole("log", { name: /^与.*聊天$/ });
  const composer = page.getByRole("textbox", { name: "输入消息" });
  const say = async (text: string) => {
    await composer.fill(text);
    await page.getByRole("button", { name: "发送" }).tap();
  };

  await test.step("自动回答", async () => {
    await expect(page.getByText(/位客服在线$/)).toBeVisible();
    await say("快递寄到广州要几天？");
    await expect(log.getByText(/当天从苏州仓发出/).first()).toBeVisible();
    await log.getByRole("button", { name: "有帮助", exact: true }).tap();
  });

  await test.step("转人工、排队", async () => {
    await say("我家的猫会背唐诗怎么办");
    await page.getByRole("button", { name: "转人工" }).last().tap();
    await expect(page.getByRole("region", { name: "您的排队位置" }).getByText("下一位就是您")).toBeVisible();
    await lin.accepts("我家的猫会背唐诗怎么办");
    await expect(log.getByText(/^Lin Hartmann已为您服务/)).toBeVisible();
  });

  await test.step("对话、结束、评价", async () => {
    await lin.says("您好，我是 Lin，请问是哪一首？");
    await expect(log.getByText("您好，我是 Lin，请问是哪一首？")).toBeVisible();
    await say("静夜思 🌙");
    await lin.sees("静夜思 🌙");
    await expect(log.getByText("已读").last()).toBeVisible();
    await page.getByRole("button", { name: "菜单" }).tap();
    await page.getByRole("button", { name: "结束聊天" }).tap();
    await page.getByRole("region", { name: "要结束聊天吗？" }).getByRole("button", { name: "结束聊天" }).tap();
    await expect(log.getByText(/^您结束了本次聊天/)).toBeVisible();
    await page.getByRole("radio", { name: "4 / 5：好" }).tap();
    await page.getByRole("button", { name: "提交评价" }).tap();
    await expect(log.getByText(/^您的评分：4 \/ 5/)).toBeVisible();
  });

  await test.step("nothing is wider than the phone, nothing is left in English", async () => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    const own = (await page.locator("main").innerText()).replaceAll(/Fennel & Oak|Lin Hartmann|Lin|DPD|FO-/g, "");
    expect(own.match(/[A-Za-z]{3,}/g)).toBeNull();
  });

  await test.step("the language can be changed, and stays", async () => {
    await page.getByRole("button", { name: "菜单" }).tap();
    await page.getByRole("radio", { name: "English" }).tap();
    await expect(page.getByRole("log", { name: /^Chat with/ })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("log", { name: /^Chat with/ })).toBeVisible();
  });
});
