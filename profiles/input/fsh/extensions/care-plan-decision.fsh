Extension: CcmActivatedWithGaps
Id: ccm-activated-with-gaps
Title: "Activated with gaps"
Description: "The decision to put a care plan into force although required elements are missing: which, why, and who decided. An element that is not named here stands in the way."
Context: CarePlan
* extension contains
    element 1..* and
    reason 1..1 and
    by 0..1
* extension[element] ^short = "The elements that are missing: codes of ccm-care-plan-element"
* extension[element].value[x] only code
* extension[element].value[x] 1..1
* extension[element].value[x] from CcmCarePlanElementVS (required)
* extension[reason] ^short = "Why the plan is put into force all the same"
* extension[reason].value[x] only string
* extension[reason].value[x] 1..1
* extension[by] ^short = "Who decided; absent: who wrote the version"
* extension[by].value[x] only Reference(Practitioner or PractitionerRole)
* extension[by].value[x] 1..1
