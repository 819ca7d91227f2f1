Extension: CcmFurtherReason
Id: ccm-further-reason
Title: "Further reason"
Description: "Another condition that an activity of the care plan is for: a Task has room for one reason only."
Context: Task
* value[x] only Reference(Condition)
* value[x] 1..1
