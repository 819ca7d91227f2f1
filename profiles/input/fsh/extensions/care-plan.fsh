Extension: CcmReviewDate
Id: ccm-review-date
Title: "Next review"
Description: "The day on which the care plan is reviewed next."
Context: CarePlan
* value[x] only date
* value[x] 1..1

Extension: CcmSubstantialRevision
Id: ccm-substantial-revision
Title: "Substantial revision"
Description: "When the care plan was last changed in substance, as complex care management may ask."
Context: CarePlan
* value[x] only dateTime
* value[x] 1..1

Extension: CcmNotNeeded
Id: ccm-not-needed
Title: "Element not needed"
Description: "A decision that this patient's plan does without one of its elements."
Context: CarePlan
* extension contains
    element 1..1 and
    reason 1..1 and
    by 0..1
* extension[element] ^short = "A code of ccm-care-plan-element"
* extension[element].value[x] only code
* extension[element].value[x] 1..1
* extension[element].value[x] from CcmCarePlanElementVS (required)
* extension[reason] ^short = "Why"
* extension[reason].value[x] only string
* extension[reason].value[x] 1..1
* extension[by] ^short = "Who decided"
* extension[by].value[x] only Reference(Practitioner or PractitionerRole)
* extension[by].value[x] 1..1

ValueSet: CcmCarePlanElementVS
Id: ccm-care-plan-element
Title: "Elements of a comprehensive care plan"
Description: "All elements of a comprehensive care plan."
* ^experimental = false
* include codes from system CcmCarePlanElement

Extension: CcmFrequency
Id: ccm-frequency
Title: "How often"
Description: "How often an activity of the care plan is repeated, where its resource has no element for it."
Context: Task, CommunicationRequest
* value[x] only Timing
* value[x] 1..1

Extension: CcmResponsibleRoleExtension
Id: ccm-responsible-role
Title: "Responsible role"
Description: "The role that is responsible for an activity of the care plan, where its resource has no element for it."
Context: CommunicationRequest
* value[x] only CodeableConcept
* value[x] 1..1
* value[x] from CcmResponsibleRoleVS (required)

ValueSet: CcmResponsibleRoleVS
Id: ccm-responsible-role
Title: "Who is responsible for an intervention"
Description: "All responsible roles."
* ^experimental = false
* include codes from system CcmResponsibleRole

Extension: CcmContactHours
Id: ccm-contact-hours
Title: "When somebody answers"
Description: "Whether a telephone number is answered at any hour (`always`) or in office hours (`office-hours`)."
Context: ContactPoint
* value[x] only code
* value[x] 1..1
* value[x] from CcmContactHoursVS (required)

CodeSystem: CcmContactHoursCodes
Id: ccm-contact-hours
Title: "When somebody answers"
Description: "When a telephone number is answered."
* ^caseSensitive = true
* ^experimental = false
* #always "Always" "At any hour, every day."
* #office-hours "Office hours" "While the practice is open."

ValueSet: CcmContactHoursVS
Id: ccm-contact-hours
Title: "When somebody answers"
Description: "All choices."
* ^experimental = false
* include codes from system CcmContactHoursCodes
