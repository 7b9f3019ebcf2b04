import common from "#components/i18n/messages/zh/common.json";
import customer from "#components/i18n/messages/zh/customer.json";
import errors from "#components/i18n/messages/zh/errors.json";
import thread from "#components/i18n/messages/zh/thread.json";

/** The words of the log in Chinese, for a page in another language. */
export const words = { common, customer, errors, thread };
