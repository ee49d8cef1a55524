/** The least and greatest number of each field of a cron expression, and the names that may stand for numbers. */
const CRON_FIELDS: readonly (readonly [number, number, string])[] = [
  [0, 59, ""],
  [0, 23, ""],
  [1, 31, ""],
  [1, 12, "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"],
  [0, 7, "SUN|MON|TUE|WED|THU|FRI|SAT"],
];

/** Whether the value is a cron expression: minute, hour, day of the month, month and day of the week. */
export function isCronExpression(value: unknown): boolean {
  const fields = typeof value === "string" ? value.split(" ") : [];
  return fields.length === CRON_FIELDS.length && CRON_FIELDS.every((field, i) => isCronField(fields[i] ?? "", field));
}

/** Whether one field of a cron expression is a list of values and ranges, each with a step or without. */
function isCronField(field: string, [least, most, names]: readonly [number, number, string]): boolean {
  const value = new RegExp(`^(${names ? `${names}|` : ""}\\d{1,2})$`, "i");
  const isValue = (text: string) =>
    value.test(text) && (Number.isNaN(Number(text)) || (Number(text) >= least && Number(text) <= most));
  return field.split(",").every((part) => {
    const [range, step, ...rest] = part.split("/") as [string, string | undefined];
    const bounds = range === "*" || range === "?" ? [] : range.split("-");
    return (
      rest.length === 0 &&
      (step === undefined || /^[1-9]\d?$/.test(step)) &&
      bounds.length <= 2 &&
      bounds.every(isValue)
    );
  });
}
