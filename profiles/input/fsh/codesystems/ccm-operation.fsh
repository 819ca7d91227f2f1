CodeSystem: CcmOperation
Id: ccm-operation
Title: "Operations in the audit trail"
Description: "Which operation an AuditEvent is about (`AuditEvent.subtype`), by its name with the dollar. Operations of FHIR itself stand there by their names too."
* ^caseSensitive = true
* ^experimental = false
* ^content = #fragment
* #"$ccm-eligibility" "Eligibility" "Somebody asked which programs a patient qualifies for."
* #"$ccm-enroll" "Enroll" "Somebody enrolled a patient."
* #"$ccm-enroll-draft" "A begun enrollment" "Somebody read what they had filled in to enroll a patient."
* #"$ccm-keep-enroll-draft" "Keep a begun enrollment" "Somebody kept, or took away, what they had filled in to enroll a patient."
* #"$ccm-end" "End an enrollment" "Somebody ended an enrollment."
* #"$ccm-beat" "The timer's beat" "Somebody's running timer said that it is alive."
* #"$ccm-stop-timer" "Stop my timer" "Somebody ended their own running timer from another chart."
* #"$ccm-month" "A patient's month" "Somebody asked what a patient's month has earned."
* #"$ccm-simulate" "A patient's month as it might be" "Somebody asked what a patient's month would earn if more were so than is."
* #"$ccm-close-month" "Close a month" "Somebody closed, or previewed closing, a month."
* #"$ccm-reopen-month" "Reopen a month" "Somebody opened a closed month again."
* #"$ccm-panel" "The practice's patients in a month" "Somebody read the practice's worklist."
* #"$ccm-report" "The practice's months in sums" "Somebody read the practice's report."
* #"$ccm-audit" "Audit file of a month" "Somebody asked for the audit file of a patient's month."
* #"$everything" "A patient's record" "Somebody read the whole record of a patient."
* #"$export" "Bulk export" "Somebody asked for the records of many patients in files."
