// How a practice counts and bills: extensions of its Organization.

RuleSet: YesOrNo
* value[x] only boolean
* value[x] 1..1

Extension: CcmBillingPolicy
Id: ccm-billing-policy
Title: "Billing policy"
Description: "Which family of codes a month is billed under where several fit: `specific` (the code that describes the service performed; the default) or `max-payment`."
Context: Organization
* value[x] only code
* value[x] 1..1
* value[x] from CcmBillingPolicyVS (required)

CodeSystem: CcmBillingPolicyCodes
Id: ccm-billing-policy
Title: "Billing policies"
Description: "Which family of codes a month is billed under where several fit."
* ^caseSensitive = true
* ^experimental = false
* #specific "Specific" "The code that describes the service performed."
* #max-payment "Highest payment" "The family that pays most."

ValueSet: CcmBillingPolicyVS
Id: ccm-billing-policy
Title: "Billing policies"
Description: "All billing policies."
* ^experimental = false
* include codes from system CcmBillingPolicyCodes

Extension: CcmServiceDate
Id: ccm-service-date
Title: "Date of service"
Description: "The date of service on a claim: `threshold` (the day on which the base code was reached; the default) or `month-end`."
Context: Organization
* value[x] only code
* value[x] 1..1
* value[x] from CcmServiceDateVS (required)

CodeSystem: CcmServiceDateCodes
Id: ccm-service-date
Title: "Dates of service"
Description: "Which day of the month a claim names."
* ^caseSensitive = true
* ^experimental = false
* #threshold "Threshold" "The day on which the counted time reached the base code."
* #month-end "End of the month" "The last day of the month."

ValueSet: CcmServiceDateVS
Id: ccm-service-date
Title: "Dates of service"
Description: "All choices of the date of service."
* ^experimental = false
* include codes from system CcmServiceDateCodes

Extension: CcmCountPriorAuthorization
Id: ccm-count-prior-authorization
Title: "Prior authorization counts"
Description: "Minutes of prior authorization count, with a warning. Default false: sources disagree."
Context: Organization
* insert YesOrNo

Extension: CcmCountQhpAsStaff
Id: ccm-count-qhp-as-staff
Title: "Practitioner's minutes fill up staff codes"
Description: "The billing practitioner's own minutes may fill up the codes of clinical staff. Default true."
Context: Organization
* insert YesOrNo

Extension: CcmRequireRevisionForComplex
Id: ccm-require-revision-for-complex
Title: "Complex codes want a revised plan"
Description: "Complex codes want a revision of the care plan in the month. Default false."
Context: Organization
* insert YesOrNo

Extension: CcmQualifyingApm
Id: ccm-qualifying-apm
Title: "Qualifying APM participant"
Description: "Prices follow the conversion factor of qualifying participants of an advanced alternative payment model. Default false."
Context: Organization
* insert YesOrNo

Extension: CcmPlaceOfService
Id: ccm-place-of-service
Title: "Place of service"
Description: "CMS place of service code of the practice's claims. Default 11, office."
Context: Organization
* value[x] only code
* value[x] 1..1

Extension: CcmUnrelatedToAccess
Id: ccm-unrelated-to-access
Title: "Unrelated to ACCESS"
Description: "The practice neither takes part in the CMS ACCESS model nor is affiliated with a participant: a patient's alignment does not block. Default false."
Context: Organization
* insert YesOrNo

Extension: CcmTimerPolicy
Id: ccm-timer-policy
Title: "Timer policy"
Description: "How long a timer may run without a sign that this is still the patient's work: after `askAfter` minutes the app asks, after `stopAfter` minutes the timer ends at the last sign of work. For one activity, or, without one, for all others. Default 2 and 10 minutes."
Context: Organization
* extension contains
    activity 0..1 and
    askAfter 1..1 and
    stopAfter 1..1
* extension[activity] ^short = "The activity that it holds for; absent: all others"
* extension[activity].value[x] only code
* extension[activity].value[x] 1..1
* extension[activity].value[x] from CcmActivityVS (required)
* extension[askAfter] ^short = "Idle minutes after which the app asks"
* extension[askAfter].value[x] only positiveInt
* extension[askAfter].value[x] 1..1
* extension[askAfter].valuePositiveInt ^maxValuePositiveInt = 60
* extension[stopAfter] ^short = "Idle minutes after which the timer ends; not less than askAfter"
* extension[stopAfter].value[x] only positiveInt
* extension[stopAfter].value[x] 1..1
* extension[stopAfter].valuePositiveInt ^maxValuePositiveInt = 60
