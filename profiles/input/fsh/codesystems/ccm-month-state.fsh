CodeSystem: CcmMonthState
Id: ccm-month-state
Title: "States of a patient's month"
Description: "How far a patient's month is on its way to a claim (`Task.businessStatus` of a ccm-month)."
* ^caseSensitive = true
* ^experimental = false
* #open "Open" "The month runs, or has earned nothing yet."
* #ready "Ready" "It earns a code and nothing stands in the way."
* #needs-attention "Needs attention" "Something stands in the way; the reasons say what."
* #closed "Closed" "A person has closed the month; its charges stand."
* #submitted "Submitted" "The claim has gone to the payer."
* #paid "Paid" "The payer has paid."
* #denied "Denied" "The payer has denied it; the reason says why."
* #reopened "Reopened" "Opened again for a correction; the earlier charges no longer stand."

ValueSet: CcmMonthStateVS
Id: ccm-month-state
Title: "States of a patient's month"
Description: "All states of a patient's month."
* ^experimental = false
* include codes from system CcmMonthState
