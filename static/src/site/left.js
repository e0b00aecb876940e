// The two largest units of a span, in words of a language: "2 hours 5 minutes".  Nothing when it is over:
// what the server then says of the sale is not for a browser's clock to decide.
const UNITS = [["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1]];

export function leftInWords(milliseconds, language) {
  let seconds = Math.floor(milliseconds / 1000);
  if (seconds <= 0) return "";
  const said = [];
  for (const [unit, length] of UNITS) {
    const count = Math.floor(seconds / length);
    seconds -= count * length;
    if (count && said.length < 2) {
      said.push(new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count));
    }
  }
  return said.join(" ");
}
