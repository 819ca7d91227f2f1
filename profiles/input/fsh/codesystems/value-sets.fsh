ValueSet: CcmActivityVS
Id: ccm-activity
Title: "Activities of care management"
Description: "All activities, those that do not count too: they are recorded all the same."
* ^experimental = false
* include codes from system CcmActivity

ValueSet: CcmProgramVS
Id: ccm-program
Title: "Care-management programs"
Description: "All programs."
* ^experimental = false
* include codes from system CcmProgram

ValueSet: CcmStaffRoleVS
Id: ccm-staff-role
Title: "Roles in a practice"
Description: "All roles in a practice."
* ^experimental = false
* include codes from system CcmStaffRole

ValueSet: CcmRuleVS
Id: ccm-rule
Title: "Rules of care management by name"
Description: "All rules."
* ^experimental = false
* include codes from system CcmRule

ValueSet: CcmBlockerVS
Id: ccm-blocker
Title: "Blockers"
Description: "Why a patient cannot be enrolled, or a month not be billed yet, each with something that somebody can do about it."
* ^experimental = false
* CcmRule#not-enrolled
* CcmRule#already-enrolled
* CcmRule#other-biller
* CcmRule#not-eligible
* CcmRule#no-consent
* CcmRule#consent-incomplete
* CcmRule#no-billing-practitioner
* CcmRule#not-a-billing-practitioner
* CcmRule#no-attestation
* CcmRule#no-initiating-visit
* CcmRule#no-care-plan
* CcmRule#coverage-unknown
* CcmRule#coverage-ended
* CcmRule#medicare-advantage
* CcmRule#not-medicare
* CcmRule#access-aligned
* CcmRule#no-mbi
* CcmRule#hospice
* CcmRule#deceased
* CcmRule#family-conflict
* CcmRule#overlap
* CcmRule#time-conflict
* CcmRule#timer-running
* CcmRule#no-service
* CcmRule#already-billed
* CcmRule#bundled-service
* CcmRule#tcm-conflict
* CcmRule#care-plan-oversight
* CcmRule#esrd

ValueSet: CcmNotCountedVS
Id: ccm-not-counted
Title: "Why time does not count"
Description: "Time that is kept on record and does not count toward a month's charges."
* ^experimental = false
* CcmRule#before-consent
* CcmRule#after-withdrawal
* CcmRule#before-start
* CcmRule#after-end
* CcmRule#after-death
* CcmRule#hospice
* CcmRule#inpatient
* CcmRule#e-m-day
* CcmRule#non-clinical
* CcmRule#automation
* CcmRule#not-countable
* CcmRule#other-program
* CcmRule#unknown-role
* CcmRule#overlap

ValueSet: CcmChronicConditionVS
Id: ccm-chronic-condition
Title: "Chronic condition categories"
Description: "All kinds of chronic condition. The codes of each are in a value set of its own (ccm-condition-…)."
* ^experimental = false
* include codes from system CcmChronicCondition

ValueSet: CcmGoalKindVS
Id: ccm-goal-kind
Title: "Kinds of care-plan goals"
Description: "All kinds of goals that the templates propose."
* ^experimental = false
* include codes from system CcmGoalKind

ValueSet: CcmInterventionVS
Id: ccm-intervention
Title: "Kinds of planned interventions"
Description: "All kinds of planned interventions."
* ^experimental = false
* include codes from system CcmIntervention

ValueSet: CcmCarePlanActivityVS
Id: ccm-care-plan-activity
Title: "What happened to a care plan"
Description: "All reasons for which a version of a care plan exists."
* ^experimental = false
* include codes from system CcmCarePlanActivity
