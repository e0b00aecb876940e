"""Why a bank account, a statement or a line of it is turned down, and the sentence for each reason."""

from __future__ import annotations

import enum

from auction.kernel.words import N_


class BankReason(enum.StrEnum):
    """The reasons of this room.  The order is the order of judging."""

    HOLDER_MISSING = "bank_holder_missing"
    NUMBER_WRONG = "bank_number_wrong"
    NUMBER_TAKEN = "bank_number_taken"
    BANK_MISSING = "bank_name_missing"
    CODE_WRONG = "bank_code_wrong"
    CURRENCY_UNKNOWN = "bank_currency_unknown"
    STRIPE_WRONG = "bank_stripe_wrong"
    SAME_ALREADY = "bank_same_already"
    NO_ACCOUNT = "bank_no_account"
    OTHER_CURRENCY = "bank_other_currency"
    NO_WAY_BACK = "bank_no_way_back"
    FILE_MISSING = "bank_file_missing"
    FILE_TOO_LARGE = "bank_file_too_large"
    FILE_UNREADABLE = "bank_file_unreadable"
    FILE_ENCODING = "bank_file_encoding"
    FILE_HAS_ENTITIES = "bank_file_has_entities"
    NO_STATEMENT = "bank_no_statement"
    TOO_MANY_LINES = "bank_too_many_lines"
    TOO_MANY_STATEMENTS = "bank_too_many_statements"
    COLUMN_MISSING = "bank_column_missing"
    PART_MISSING = "bank_part_missing"
    AMOUNT_WRONG = "bank_amount_wrong"
    DAY_WRONG = "bank_day_wrong"
    LINE_CURRENCY = "bank_line_currency"
    STATEMENT_ACCOUNT = "bank_statement_account"
    STATEMENT_CURRENCY = "bank_statement_currency"
    SUM_WRONG = "bank_sum_wrong"
    BALANCE_WRONG = "bank_balance_wrong"
    NUMBER_TWICE = "bank_number_twice"
    NOT_TOLD_APART = "bank_not_told_apart"


WORDS: dict[str, str] = {
    BankReason.HOLDER_MISSING: N_("Say whose account it is, in at most %(length_max)s characters."),
    BankReason.NUMBER_TAKEN: N_(
        "This is the account of another court. Every court needs an account of its own: in the statements "
        "of one account nobody could tell the money of two courts apart."
    ),
    BankReason.NUMBER_WRONG: N_(
        "This is no account number: an IBAN must be right to the last digit, any other number has "
        "6 to 34 letters and digits."
    ),
    BankReason.BANK_MISSING: N_("Name the bank, in at most %(length_max)s characters."),
    BankReason.CODE_WRONG: N_(
        "A bank's code is a BIC of 8 or 11 characters, or a CNAPS number of 12 digits."
    ),
    BankReason.CURRENCY_UNKNOWN: N_("The currency of the account is none that courts may use here."),
    BankReason.STRIPE_WRONG: N_("A connected account at Stripe is named acct_ and some letters and digits."),
    BankReason.SAME_ALREADY: N_("This is the account that is in force already."),
    BankReason.NO_ACCOUNT: N_("The court has named no bank account yet."),
    BankReason.OTHER_CURRENCY: N_("The court's bank account is in %(account)s, not in %(asked)s."),
    BankReason.NO_WAY_BACK: N_("The bank did not say from which account the money came; name one."),
    BankReason.FILE_MISSING: N_("Choose a file: a statement of the bank, as camt.053 or CSV."),
    BankReason.FILE_TOO_LARGE: N_("The file has more than %(megabytes_max)s megabytes."),
    BankReason.FILE_UNREADABLE: N_("The file breaks off or is damaged in line %(line)s."),
    BankReason.FILE_ENCODING: N_("Line %(line)s is not in the encoding that the file claims."),
    BankReason.FILE_HAS_ENTITIES: N_(
        "The file defines entities, as no bank's statement does; it was not read."
    ),
    BankReason.NO_STATEMENT: N_("There is no bank statement in this file."),
    BankReason.TOO_MANY_LINES: N_(
        "The file has more than %(lines_max)s lines; ask the bank for shorter ones."
    ),
    BankReason.TOO_MANY_STATEMENTS: N_(
        "The file has more than %(statements_max)s statements; ask the bank for shorter ones."
    ),
    BankReason.COLUMN_MISSING: N_("The first line names no column %(column)s."),
    BankReason.PART_MISSING: N_("Entry %(line)s does not say its %(part)s."),
    BankReason.AMOUNT_WRONG: N_("The amount of entry %(line)s cannot be read: “%(text)s”."),
    BankReason.DAY_WRONG: N_("The day of entry %(line)s cannot be read: “%(text)s”."),
    BankReason.LINE_CURRENCY: N_("Entry %(line)s is in another currency than the account."),
    BankReason.STATEMENT_ACCOUNT: N_("This is the statement of another account, which ends in %(ending)s."),
    BankReason.STATEMENT_CURRENCY: N_("The statement is in %(stated)s, the account in %(account)s."),
    BankReason.SUM_WRONG: N_(
        "The statement does not add up: %(opening)s and its entries make %(sum)s, but it closes with "
        "%(closing)s."
    ),
    BankReason.BALANCE_WRONG: N_("The balance after entry %(line)s is not the one before it and the entry."),
    BankReason.NUMBER_TWICE: N_("Two statements of the file have the same number, %(number)s."),
    BankReason.NOT_TOLD_APART: N_(
        "What was known and what is new make %(made)s, but the statement closes with %(closing)s: a line "
        "of it is known already in another form, or just like another one. Take it in from a file with "
        "the bank's own references."
    ),
}
