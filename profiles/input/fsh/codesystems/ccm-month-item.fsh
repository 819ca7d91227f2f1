CodeSystem: CcmTask
Id: ccm-task
Title: "Tasks of the program"
Description: "What a Task of the program is about, where it is neither somebody's time nor a piece of work."
* ^caseSensitive = true
* ^experimental = false
* #month "Patient's month" "How far a patient's month in a program is on its way to a claim (profile ccm-month)."

CodeSystem: CcmMonthItem
Id: ccm-month-item
Title: "Parts of a patient's month"
Description: "What a ccm-month says beside its state: inputs of the decision, and the charges that came of it."
* ^caseSensitive = true
* ^experimental = false
* #charge "Charge" "A ChargeItem that stands."
* #staff-minutes "Minutes of clinical staff" "Counted whole minutes of clinical staff alone."
* #practitioner-minutes "Minutes of the billing practitioner" "Counted whole minutes of the billing practitioner."
* #total-minutes "Minutes of the month" "Counted whole minutes of the month: two people at once count once."
* #policy "Billing policy" "The policy by which one family of codes was chosen."
* #reopenings "Times reopened" "How often the month has been opened again after it had been closed."
