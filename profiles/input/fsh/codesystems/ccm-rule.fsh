CodeSystem: CcmRule
Id: ccm-rule
Title: "Rules of care management by name"
Description: "Why something was refused, why time does not count, why a month may not be billed yet, why a code is not billed, and what somebody should know. Every refusal carries its code in `OperationOutcome.issue.details`."
* ^caseSensitive = true
* ^experimental = false

// Time
* #overlap "Two entries at once" "The same person is on record for another entry at that moment: a person cannot be in two places."
* #timer-running "A timer is running" "The person has a running timer already: one a person."
* #end-before-start "Ends before it begins" "The end lies before the start."
* #longer-than-24h "Longer than a day" "One entry is longer than 24 hours: somebody forgot to stop the timer."
* #future "In the future" "It lies in the future: only what has happened is recorded."
* #not-your-time "Another person's time" "Clinical staff record their own time only."
* #no-enrollment "No enrollment that fits" "The patient has no enrollment, of any date, that the time could belong to."
* #month-closed "The month is closed" "This patient's month has been closed: reopen it to correct it."
* #engine-only "Written by closing and reopening only" "Charges, months and the audit trail are written by the server itself."
* #correction-without-reason "No reason for the correction" "Whoever corrects somebody else's time says why."
* #time-conflict "Claimed by two programmes" "The same moment of the patient is on record for two programmes: neither counts until one entry is corrected."

// Time that is kept and not counted
* #before-consent "Before the consent" "The time lies before the patient consented."
* #after-withdrawal "After the withdrawal" "The time lies after the patient withdrew the consent."
* #before-start "Before the enrollment" "The time lies before the enrollment begins."
* #after-end "After the enrollment" "The time lies after the enrollment ended."
* #after-death "After death" "The time lies after the patient's death."
* #hospice "In hospice care" "The patient had chosen hospice care by then."
* #inpatient "In hospital" "The patient was in hospital or in a skilled nursing stay of Part A on that day."
* #e-m-day "Day of a visit" "The billing practitioner saw the patient that day: no minute of the day counts unless it is shown to be separate."
* #non-clinical "Not clinical staff" "Time of staff who are not clinical does not count."
* #automation "Software" "Time of software and of automatic calls does not count; a person's review of it does."
* #not-countable "Work that does not count" "This kind of work is not care management as Medicare pays it."
* #other-program "Another programme's time" "The time belongs to another programme or enrollment: a minute serves one only."
* #unknown-role "Role not known" "Whoever did it had no role in the practice that day: it counts once an administrator gives one."

// Enrolling and ending
* #already-enrolled "Enrolled already" "The patient is enrolled in the programme, or with this practitioner, already."
* #other-biller "Another practitioner bills" "Another practitioner bills the programme for the patient in the month."
* #not-enrolled "Not enrolled" "The patient is not, or was not in the month, enrolled."
* #not-eligible "Not eligible" "The chart does not show what the programme asks for."
* #no-consent "No consent" "No consent of the patient to the programme with this practitioner is on file."
* #consent-incomplete "Consent not complete" "It is not said how, when or by whom the consent was taken."
* #consent-statement-missing "Something was not explained" "The patient has to be told four things before consenting; one is missing."
* #no-billing-practitioner "No billing practitioner" "Nobody is named who bills for the programme."
* #not-a-billing-practitioner "Not a billing practitioner" "The person named may not bill: not by role, or without an NPI."
* #not-your-attestation "Another person's attestation" "Only a billing practitioner attests, in their own name."
* #not-your-complexity "Another person's judgement" "Only a billing practitioner records medical decision making, in their own name."
* #unknown-reference "Not on file" "What is referred to is not in this chart or practice."
* #enrollment-fixed "Never changes" "Patient and programme of an enrollment never change."
* #enrollment-state "State cannot follow" "An enrollment cannot go from its state to this one, or not without what that state asks for."
* #no-start "No start" "It is not said when the enrollment begins."
* #no-end "No end" "It is not said when the enrollment ended."
* #beside-other-program "Beside another programme" "Another practitioner bills another programme for the patient: they must be for different conditions, and the reason is recorded."

// Before a month can be billed
* #month-running "The month is running" "The month has not ended in the practice's time zone."
* #deceased "Died" "The patient has died."
* #coverage-unknown "Coverage not known" "No coverage is on file that says who pays."
* #coverage-ended "Coverage ended" "None of the coverages on file is in force that day."
* #medicare-advantage "Medicare Advantage" "A Medicare Advantage plan pays, by its own rules: no claim goes to Part B."
* #not-medicare "Not Medicare" "Only other payers than Medicare are on file."
* #access-aligned "Aligned to an ACCESS participant" "Participants of the ACCESS model and their affiliates bill nothing else for the patient."
* #no-mbi "No Medicare number" "The patient has no Medicare Beneficiary Identifier on file."
* #no-attestation "Not attested" "No clinician has attested that the conditions last and put the patient at risk."
* #no-initiating-visit "No initiating visit" "The visit with which the programme begins is not on file."
* #no-care-plan "No care plan in force" "No comprehensive care plan was in force: a draft is none."
* #entry-unclear "An entry does not say how long" "A time entry has neither an end nor minutes."

// What a biller should know
* #coverage-assumed "Part B assumed" "The coverage names no part of Medicare: Part B is assumed."
* #price-assumed "Price assumed" "No price of the year is on file: the last known one stands in."
* #esrd "Dialysis" "End-stage renal disease: whoever bills the monthly dialysis services cannot bill care management in the same month."

// Why a code is not billed
* #not-enough-time "Not enough time" "The counted minutes do not reach the code."
