// Sentences, amounts and times in the language of the page and the zone of the court.
export class Words {
  constructor(texts, sentences, data) {
    Object.assign(this, { texts, sentences, zone: data.time_zone });
    this.scale = 10 ** data.digits;
    this.digits = data.digits;
    this.money = new Intl.NumberFormat(texts.language, {
      style: "currency",
      currency: data.board.currency,
      minimumFractionDigits: data.digits,
      maximumFractionDigits: data.digits,
    });
    const parts = { timeZone: this.zone, hourCycle: "h23", hour: "2-digit", minute: "2-digit", second: "2-digit" };
    this.clockTime = new Intl.DateTimeFormat("en-GB", { ...parts, month: "2-digit", day: "2-digit" });
    this.day = new Intl.DateTimeFormat(texts.language, { timeZone: this.zone, dateStyle: "medium" });
    this.hour = new Intl.DateTimeFormat("en-GB", parts);
    this.zoneName = data.zone_name;
  }

  text(name, values = {}) {
    return this.texts[name].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
  }

  amount(minor) {
    return this.money.format(minor / this.scale);
  }

  plain(minor) {
    return (minor / this.scale).toFixed(this.digits);
  }

  // As in the table of the page: 03-31 10:00:05.
  short(at) {
    const part = Object.fromEntries(this.clockTime.formatToParts(new Date(at)).map((p) => [p.type, p.value]));
    return `${part.month}-${part.day} ${part.hour}:${part.minute}:${part.second}`;
  }

  whole(at) {
    const hour = this.hour.format(new Date(at)).replace(/:00$/, "");
    return `${this.day.format(new Date(at))} ${hour} (${this.zoneName})`;
  }

  refusal(told) {
    const sentence = this.sentences[told.verdict] || this.texts.not_taken;
    const said = sentence.replace(/%\((\w+)\)s|%%/g, (whole, name) => (whole === "%%" ? "%" : this.number(told.numbers[name])));
    return told.rule ? this.text("with_rule", { sentence: said, rule: told.rule }) : said;
  }

  number(value) {
    if (value && typeof value === "object") return "minor" in value ? this.amount(value.minor) : this.whole(value.at);
    return String(value ?? "");
  }
}
