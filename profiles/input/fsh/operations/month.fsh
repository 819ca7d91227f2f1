// Operations on a patient's month, and on the practice's.

RuleSet: ChargeParts
* insert OutPart(code, 1, 1, Coding, [[CPT or HCPCS code.]])
* insert OutPart(units, 1, 1, positiveInt, [[How often.]])
* insert OutPart(amount, 1, 1, Money, [[For all units, at the national price.]])
* insert OutPart(serviceDate, 0, 1, date, [[The day on which the base code was reached.]])
* insert OutPart(task, 0, *, Reference, [[The time entries that earned it, as versions.]])
* insert OutPart(reason, 0, 1, string, [[Why this code, why so often, by which rule.]])

RuleSet: RuleParts(codes)
* insert OutPart(code, 1, 1, code, [[A code of ccm-rule.]])
* insert PartBound({codes})
* insert OutPart(message, 1, 1, string, [[In words.]])

// A part of a part.
RuleSet: Nested(name, min, max, type)
* parameter[=].part[=].part[+].name = #{name}
* parameter[=].part[=].part[=].use = #out
* parameter[=].part[=].part[=].min = {min}
* parameter[=].part[=].part[=].max = "{max}"
* parameter[=].part[=].part[=].type = #{type}

// A part that has parts.
RuleSet: NestedGroup(name, min, max, words)
* parameter[=].part[+].name = #{name}
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = {min}
* parameter[=].part[=].max = "{max}"
* parameter[=].part[=].documentation = "{words}"

Instance: ccm-month
InstanceOf: OperationDefinition
Usage: #definition
Title: "A patient's month"
* insert Operation(ccm-month, CcmMonthOperation, [[What a patient's month has earned so far, what stands in the way, what does not count and why, how far it is to the next code. While the month runs: what would be billed if it ended now.]])
* insert Instance(Patient, false)
* insert In(month, 1, 1, string, [[The month in the practice's time zone, YYYY-MM.]])
* insert In(program, 0, 1, code, [[Which enrollment, where there are two; CCM when absent.]])
* insert Bound(ccm-program)
* insert In(policy, 0, 1, code, [[specific or max-payment; the practice's own when absent.]])
* insert Bound(ccm-billing-policy)
* insert Out(program, 0, 1, code, [[The program; absent: not enrolled in the month.]])
* insert Bound(ccm-program)
* insert Out(otherProgram, 0, *, code, [[Programs beside it.]])
* insert Bound(ccm-program)
* insert Out(state, 0, 1, code, [[State of the month.]])
* insert Bound(ccm-month-state)
* insert Out(clinicalStaffMinutes, 1, 1, integer, [[Minutes of clinical staff alone, floored once for the month.]])
* insert Out(practitionerMinutes, 1, 1, integer, [[Minutes of the billing practitioner.]])
* insert Out(totalMinutes, 1, 1, integer, [[All minutes: two people at once count once.]])
* insert OutGroup(charge, 0, *, [[What the counted time earns.]])
* insert ChargeParts
* insert OutGroup(alternative, 0, 1, [[What the other policy would bill.]])
* insert OutPart(policy, 1, 1, code, [[The other policy.]])
* insert PartBound(ccm-billing-policy)
* parameter[=].part[+].name = #charge
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "*"
* parameter[=].part[=].documentation = "A charge, as above."
* insert Nested(code, 1, 1, Coding)
* insert Nested(units, 1, 1, positiveInt)
* insert Nested(amount, 1, 1, Money)
* insert Nested(serviceDate, 0, 1, date)
* insert Nested(task, 0, *, Reference)
* insert Nested(reason, 0, 1, string)
* insert OutGroup(notCounted, 0, *, [[Time that is kept and does not count.]])
* insert OutPart(task, 1, 1, Reference, [[The entry.]])
* insert PartTo(Task)
* insert OutPart(code, 1, 1, code, [[A code of ccm-rule.]])
* insert PartBound(ccm-not-counted)
* insert OutPart(minutes, 1, 1, integer, [[Whole minutes.]])
* insert OutPart(seconds, 1, 1, decimal, [[The same to the second: what several entries do not count is added up before it is cut to minutes.]])
* insert OutPart(message, 1, 1, string, [[In words.]])
* insert OutGroup(notGiven, 0, *, [[Codes of the program that the month does not earn or may not have.]])
* insert OutPart(code, 1, 1, Coding, [[The code.]])
* insert OutPart(message, 1, 1, string, [[Why not, in words.]])
* insert OutPart(rule, 1, 1, code, [[The rule that says so, a code of ccm-rule.]])
* insert PartBound(ccm-rule)
* insert OutGroup(next, 0, 1, [[The nearest code that more time would earn.]])
* insert OutPart(code, 1, 1, Coding, [[The code.]])
* insert OutPart(minutesNeeded, 1, 1, positiveInt, [[Minutes that are missing.]])
* insert OutPart(by, 0, 1, code, [[Whose minutes: staff (anybody's) or practitioner (the billing practitioner's own).]])
* insert OutGroup(blocker, 0, *, [[Why it may not be billed yet.]])
* insert RuleParts(ccm-blocker)
* insert OutGroup(warning, 0, *, [[What a biller should know; nothing of it stops a charge.]])
* insert RuleParts(ccm-rule)

Instance: ccm-simulate
InstanceOf: OperationDefinition
Usage: #definition
Title: "A patient's month as it might be"
* insert Operation(ccm-simulate, CcmSimulate, [[What a patient's month would earn if more were so than is: more minutes, complexity recorded by the billing practitioner, another program instead, the end of the enrollment; if the work is done and needed. Everything else is as the chart says. Nothing is written.]])
* insert Instance(Patient, false)
* insert In(month, 1, 1, string, [[The month in the practice's time zone, YYYY-MM.]])
* insert In(program, 0, 1, code, [[Which enrollment, where there are two; CCM when absent.]])
* insert Bound(ccm-program)
* insert In(minutes, 0, 1, positiveInt, [[Further minutes of clinical staff, at most 1000.]])
* insert In(complexity, 0, 1, code, [[Medical decision making that the billing practitioner would record; what is on file holds where it is higher.]])
* insert Bound(mdm-level)
* insert In(instead, 0, 1, code, [[The program in which the patient would be, with the same practitioner and from the same day.]])
* insert Bound(ccm-program)
* insert In(endReason, 0, 1, code, [[The enrollment ends for this reason, as by ccm-end; refused where that would be.]])
* insert In(endDateTime, 0, 1, dateTime, [[When; as in ccm-end. Only with endReason.]])
* insert Out(program, 0, 1, code, [[The program that was reckoned with; absent: not enrolled in the month, and nothing can be said.]])
* insert Bound(ccm-program)
* insert Out(totalMinutes, 1, 1, integer, [[Minutes that would count, with those supposed.]])
* insert OutGroup(outcome, 0, 2, [[What a policy would bill: the practice's own first, then the other.]])
* insert OutPart(policy, 1, 1, code, [[The policy.]])
* insert PartBound(ccm-billing-policy)
* insert OutPart(total, 1, 1, Money, [[All charges together.]])
* insert OutPart(difference, 1, 1, Money, [[How much more that is than for the month as it stands; less than zero where it is less.]])
* insert NestedGroup(charge, 0, *, [[A charge.]])
* insert Nested(code, 1, 1, Coding)
* insert Nested(units, 1, 1, positiveInt)
* insert Nested(amount, 1, 1, Money)
* insert OutGroup(notGiven, 0, *, [[Codes of the program that it would not earn either.]])
* insert OutPart(code, 1, 1, Coding, [[The code.]])
* insert OutPart(message, 1, 1, string, [[Why not, in words.]])
* insert OutPart(rule, 1, 1, code, [[The rule that says so, a code of ccm-rule.]])
* insert PartBound(ccm-rule)
* insert OutGroup(blocker, 0, *, [[What would still stand in the way: of another program its own consent, for one.]])
* insert RuleParts(ccm-blocker)
* insert OutGroup(warning, 0, *, [[What a biller should know; nothing of it stops a charge.]])
* insert RuleParts(ccm-rule)

Instance: ccm-close-month
InstanceOf: OperationDefinition
Usage: #definition
Title: "Close a month"
* insert Operation(ccm-close-month, CcmCloseMonth, [[Closes a month for the whole practice: makes the charges of every patient whom nothing blocks. Runs asynchronously with progress; a second run changes nothing.]])
* insert System
* insert In(month, 1, 1, string, [[The month in the practice's time zone, YYYY-MM; it has to have ended.]])
* insert In(dryRun, 0, 1, boolean, [[Says what closing would do and writes nothing; a running month may be asked about.]])
* insert Out(return, 1, 1, Parameters, [[Counts, totals, and a part for each patient.]])

Instance: ccm-reopen-month
InstanceOf: OperationDefinition
Usage: #definition
Title: "Reopen a month"
* insert Operation(ccm-reopen-month, CcmReopenMonth, [[Opens a closed month for corrections: its charges become entered-in-error and are computed anew at the next close. The history is kept.]])
* affectsState = true
* resource = #Patient
* system = true
* type = false
* instance = true
* insert In(month, 1, 1, string, [[The month, YYYY-MM.]])
* insert In(patient, 0, *, Reference, [[Only of these patients; absent: of all, or of the patient in the path.]])
* insert To(Patient)
* insert In(reason, 0, 1, string, [[Why.]])
* insert Out(return, 1, 1, Parameters, [[What was reopened.]])

Instance: ccm-panel
InstanceOf: OperationDefinition
Usage: #definition
Title: "The practice's patients in a month"
* insert Operation(ccm-panel, CcmPanel, [[The practice's patients page by page, each with what a month says of them: minutes, what they earn, what stands in the way, how far it is to the next code; of those who are not enrolled, what they qualify for. For worklists.]])
* insert System
* affectsState = false
* insert In(month, 1, 1, string, [[The month in the practice's time zone, YYYY-MM.]])
* insert In(count, 0, 1, positiveInt, [[Patients a page: 100 where it is absent, at most 250.]])
* insert In(after, 0, 1, string, [[What the page before gave as next.]])
* insert Out(month, 1, 1, string, [[The month.]])
* insert OutGroup(patient, 0, *, [[A patient; records that are out of use are left out.]])
* insert OutPart(patient, 1, 1, Reference, [[Who, with the name as display.]])
* insert PartTo(Patient)
* insert OutPart(birthDate, 0, 1, date, [[The date of birth.]])
* insert OutPart(language, 0, 1, code, [[The language that the patient speaks.]])
* insert OutPart(recordNumber, 0, 1, string, [[The chart's number of the patient.]])
* insert OutPart(program, 0, 1, code, [[The program of the month; absent: not enrolled in it.]])
* insert PartBound(ccm-program)
* insert OutPart(state, 0, 1, code, [[State of the month.]])
* insert PartBound(ccm-month-state)
* insert OutPart(careManager, 0, 1, Reference, [[Who looks after the patient.]])
* insert OutPart(clinicalStaffMinutes, 0, 1, integer, [[Minutes of clinical staff alone.]])
* insert OutPart(practitionerMinutes, 0, 1, integer, [[Minutes of the billing practitioner.]])
* insert OutPart(totalMinutes, 0, 1, integer, [[All minutes.]])
* insert OutPart(reviewOn, 0, 1, date, [[The day on which the care plan is due for review.]])
* insert OutPart(lastContact, 0, 1, dateTime, [[The end of the newest contact with the patient that was logged in the month.]])
* insert OutPart(outreach, 0, 1, code, [[How far outreach has come, for those who are not enrolled.]])
* insert PartBound(ccm-enrollment-state)
* insert OutPart(askAgain, 0, 1, date, [[Before this day nobody asks the patient.]])
* insert OutPart(eligible, 0, *, code, [[Programs that one who is not enrolled qualifies for today.]])
* insert PartBound(ccm-program)
* insert NestedGroup(charge, 0, *, [[What the counted time earns, as in ccm-month.]])
* insert Nested(code, 1, 1, Coding)
* insert Nested(units, 1, 1, positiveInt)
* insert Nested(amount, 1, 1, Money)
* insert Nested(serviceDate, 0, 1, date)
* insert NestedGroup(next, 0, 1, [[The nearest code that more time would earn, as in ccm-month.]])
* insert Nested(code, 1, 1, Coding)
* insert Nested(minutesNeeded, 1, 1, positiveInt)
* insert Nested(by, 0, 1, code)
* insert NestedGroup(blocker, 0, *, [[Why it may not be billed yet.]])
* insert Nested(code, 1, 1, code)
* insert Nested(message, 1, 1, string)
* insert NestedGroup(also, 0, *, [[A further program of the month, where a patient is in two: the parts above tell of the first.]])
* insert Nested(program, 1, 1, code)
* insert Nested(state, 0, 1, code)
* insert Nested(totalMinutes, 1, 1, integer)
* insert Nested(amount, 1, 1, Money)
* insert Out(next, 0, 1, string, [[Where the next page begins; absent on the last.]])

Instance: ccm-report
InstanceOf: OperationDefinition
Usage: #definition
Title: "The practice's months in sums"
* insert Operation(ccm-report, CcmReport, [[What a row of months was for the whole practice: enrolled patients, counted minutes, charges. No patient is named.]])
* insert System
* affectsState = false
* insert In(from, 1, 1, string, [[The first month, YYYY-MM.]])
* insert In(to, 1, 1, string, [[The last month; at most 24 in all.]])
* insert OutGroup(month, 1, *, [[A month.]])
* insert OutPart(month, 1, 1, string, [[Which, YYYY-MM.]])
* insert OutPart(enrolled, 1, 1, integer, [[Patients who were enrolled at any instant of it.]])
* insert OutPart(closed, 1, 1, integer, [[Months of patients that a close has taken; minutes and charges are theirs.]])
* insert OutPart(clinicalStaffMinutes, 1, 1, integer, [[Minutes of clinical staff.]])
* insert OutPart(practitionerMinutes, 1, 1, integer, [[Minutes of billing practitioners.]])
* insert OutPart(units, 1, 1, integer, [[Units charged.]])
* insert OutPart(charged, 1, 1, Money, [[The amount of all charges that stand.]])

Instance: ccm-audit
InstanceOf: OperationDefinition
Usage: #definition
Title: "Audit file of a month"
* insert Operation(ccm-audit, CcmAudit, [[Everything that a patient's month rests on, as a document: consent, the care plan in force, every minute with who, what and when, the charges and the rules they rest on.]])
* insert Instance(Patient, false)
* insert In(month, 1, 1, string, [[The month, YYYY-MM.]])
* insert In(program, 0, 1, code, [[Which enrollment, where there are two; CCM when absent.]])
* insert Bound(ccm-program)
* insert Out(return, 1, 1, Bundle, [[A document; a PDF where `Accept` asks for application/pdf.]])
