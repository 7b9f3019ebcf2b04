import createNextIntlPlugin from "next-intl/plugin";

/**
 * Messages are compiled at build time, so the browser carries a small formatter instead of an ICU parser:
 * the customer chat has a tight budget.
 */
const withNextIntl = createNextIntlPlugin({
  requestConfig: "./components/i18n/request.ts",
  experimental: {
    messages: {
      path: ["./components/i18n/messages/en", "./components/i18n/messages/zh"],
      format: "json",
      locales: "infer",
      precompile: true,
    },
  },
});

/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
};

export default withNextIntl(config);
