Profile: CcmMonth
Parent: Task
Id: ccm-month
Title: "Patient's month"
Description: "How far a patient's month in a program is on its way to a claim: its state, the reasons, the charges. Only closing and reopening write it."
* insert OwnIdentifier(month, month, [[Patient, month and care]])
* status MS
* status ^short = "What the state comes to for those who know FHIR only"
* statusReason MS
* statusReason from CcmRuleVS (extensible)
* statusReason ^short = "What stands in the way, or what a biller should know, by rules and in words"
* businessStatus 1..1 MS
* businessStatus from CcmMonthStateVS (required)
* businessStatus ^short = "open, ready, needs-attention, closed, submitted, paid, denied or reopened"
* intent = #order
* intent MS
* code 1..1 MS
* code = CcmTask#month
* focus only Reference(EpisodeOfCare)
* focus MS
* focus ^short = "The enrollment"
* for 1..1 MS
* for only Reference(Patient)
* executionPeriod 1..1 MS
* executionPeriod ^short = "The month, first to last day, in the practice's time zone"
* executionPeriod.start 1..1 MS
* executionPeriod.end 1..1 MS
* executionPeriod obeys ccm-whole-month
* lastModified MS
* owner MS
* owner ^short = "The billing practitioner"
* input MS
* insert Sliced(input, pattern, type, [[What the decision rests on, by kind.]])
* input contains
    staffMinutes 0..1 MS and
    practitionerMinutes 0..1 MS and
    totalMinutes 0..1 MS and
    policy 0..1 MS and
    reopenings 0..1
* input[staffMinutes].type = CcmMonthItem#staff-minutes
* input[staffMinutes].value[x] only integer
* input[staffMinutes] ^short = "Counted whole minutes of clinical staff"
* input[practitionerMinutes].type = CcmMonthItem#practitioner-minutes
* input[practitionerMinutes].value[x] only integer
* input[practitionerMinutes] ^short = "Counted whole minutes of the billing practitioner"
* input[totalMinutes].type = CcmMonthItem#total-minutes
* input[totalMinutes].value[x] only integer
* input[totalMinutes] ^short = "Counted whole minutes of the month"
* input[policy].type = CcmMonthItem#policy
* input[policy].value[x] only code
* input[policy].value[x] from CcmBillingPolicyVS (required)
* input[policy] ^short = "Policy by which one family of codes was chosen"
* input[reopenings].type = CcmMonthItem#reopenings
* input[reopenings].value[x] only integer
* input[reopenings] ^short = "How often it has been opened again"
* output MS
* insert Sliced(output, pattern, type, [[What came of it, by kind.]])
* output contains charge 0..* MS
* output[charge].type = CcmMonthItem#charge
* output[charge].value[x] only Reference(ChargeItem)
* output[charge] ^short = "A charge that stands"
