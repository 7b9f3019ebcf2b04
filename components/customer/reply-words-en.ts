import common from "#components/i18n/messages/en/common.json";
import customer from "#components/i18n/messages/en/customer.json";
import errors from "#components/i18n/messages/en/errors.json";
import thread from "#components/i18n/messages/en/thread.json";

/** The words of the log in English, for a page in another language. */
export const words = { common, customer, errors, thread };
