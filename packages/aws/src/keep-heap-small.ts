import { setFlagsFromString } from "node:v8";

/**
 * For programs that read whole organizations, before they begin. A page of 1,000 roles is megabytes of XML that are
 * garbage a moment later. V8 answers by letting the space for young objects grow to its limit, which more than doubles
 * the memory of the process and makes nothing faster. It looks at this flag only when that space is about to grow.
 * It is a setting of the whole process, so a library does not choose it: programs do.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}
