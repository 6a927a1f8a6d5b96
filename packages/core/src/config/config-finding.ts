import type { Finding, FindingType, Location } from "../finding.ts";
import { configPageAddress } from "./config-page-address.ts";

export type ConfigCode =
  | "CONFIG_SYNTAX_ERROR"
  | "CONFIG_WRONG_TYPE"
  | "CONFIG_WRONG_VALUE"
  | "CONFIG_UNKNOWN_MEMBER"
  | "CONFIG_MISSING_MEMBER"
  | "CONFIG_REPEATED_MEMBER"
  | "CONFIG_REPEATED_ROLE"
  | "CONFIG_UNKNOWN_ACCOUNT_GROUP"
  | "CONFIG_UNKNOWN_VENDOR"
  | "CONFIG_FILE_NOT_FOUND"
  | "CONFIG_WRONG_TEMPLATE"
  | "CONFIG_WRONG_TERMS"
  | "CONFIG_UNKNOWN_ACTION"
  | "CONFIG_UNKNOWN_CODE"
  | "CONFIG_NO_FILE_MATCHES"
  | "CONFIG_ACCEPT_EXPIRED"
  | "CONFIG_SUPPRESSION_EXPIRED"
  | "CONFIG_SUPPRESSION_UNUSED"
  | "CONFIG_VALUE_UNUSED";

/** Every code that the config can give, with its type: errors stop a run, the others only speak. */
const configCodes: Readonly<Record<ConfigCode, FindingType>> = {
  CONFIG_SYNTAX_ERROR: "ERROR",
  CONFIG_WRONG_TYPE: "ERROR",
  CONFIG_WRONG_VALUE: "ERROR",
  CONFIG_UNKNOWN_MEMBER: "ERROR",
  CONFIG_MISSING_MEMBER: "ERROR",
  CONFIG_REPEATED_MEMBER: "ERROR",
  CONFIG_REPEATED_ROLE: "ERROR",
  CONFIG_UNKNOWN_ACCOUNT_GROUP: "ERROR",
  CONFIG_UNKNOWN_VENDOR: "ERROR",
  CONFIG_FILE_NOT_FOUND: "ERROR",
  CONFIG_WRONG_TEMPLATE: "ERROR",
  CONFIG_WRONG_TERMS: "ERROR",
  CONFIG_UNKNOWN_ACTION: "ERROR",
  CONFIG_UNKNOWN_CODE: "ERROR",
  CONFIG_NO_FILE_MATCHES: "ERROR",
  CONFIG_ACCEPT_EXPIRED: "WARNING",
  CONFIG_SUPPRESSION_EXPIRED: "WARNING",
  CONFIG_SUPPRESSION_UNUSED: "WARNING",
  CONFIG_VALUE_UNUSED: "WARNING",
};

export function configFinding(code: ConfigCode, location: Location, details: string, replacement?: string): Finding {
  return {
    findingType: configCodes[code],
    issueCode: code,
    findingDetails: details,
    learnMoreLink: configPageAddress,
    engine: "offline",
    locations: [location],
    ...(replacement === undefined ? {} : { replacement }),
  };
}
