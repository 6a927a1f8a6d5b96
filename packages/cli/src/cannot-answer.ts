/** What was asked about could not be read: the process ends with exit status 3 and this message. */
export class CannotAnswer extends Error {
  override readonly name = "CannotAnswer";
}
