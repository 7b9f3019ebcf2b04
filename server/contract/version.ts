/** Raised whenever an older page could misread the wire; the handshake refuses other versions with `version_mismatch`. */
export const CONTRACT_VERSION = 1;
