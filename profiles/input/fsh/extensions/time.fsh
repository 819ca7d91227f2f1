Extension: CcmMinutes
Id: ccm-minutes
Title: "Minutes"
Description: "Whole minutes of a manual entry that has a day but no clock times; stands instead of an end. At most 60."
Context: Task
* value[x] only positiveInt
* value[x] 1..1
* valuePositiveInt ^maxValuePositiveInt = 60

Extension: CcmEmOverride
Id: ccm-em-override
Title: "Separate from the visit"
Description: "Why the time counts although the billing practitioner saw the patient that day: it was shown to be separate from the visit."
Context: Task
* value[x] only string
* value[x] 1..1

Extension: CcmCorrectionReason
Id: ccm-correction-reason
Title: "Reason of the correction"
Description: "Why the time was corrected, where no Provenance says it."
Context: Task
* value[x] only string
* value[x] 1..1
