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
  // Types are checked by `npm run check` and in CI; a shop that starts the product need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // No optimiser that fetches for others: pictures are re-encoded when they are uploaded.
  images: { unoptimized: true },
  // Pages that carry no icon link make the browser ask by the old name.
  redirects: async () => [{ source: "/favicon.ico", destination: "/icon.svg", permanent: false }],
  // Native or self-loading packages stay outside the bundle.
  serverExternalPackages: ["@node-rs/argon2", "sharp", "pg", "pino", "socket.io", "file-type"],
};

export default withNextIntl(config);
