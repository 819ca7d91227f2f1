CodeSystem: CcmEnrollmentState
Id: ccm-enrollment-state
Title: "States of an enrollment"
Description: "A patient's way through a program, finer than `EpisodeOfCare.status`."
* ^caseSensitive = true
* ^experimental = false
* #to-contact "To contact" "On the list of patients to be asked."
* #attempted "Attempted" "Somebody tried to reach the patient."
* #unreachable "Unreachable" "The patient could not be reached."
* #declined "Declined" "The patient said no, for a reason that is on record."
* #consented "Consented" "The patient said yes and is not enrolled yet."
* #enrolled "Enrolled" "In the program."
* #paused "Paused" "In the program, on hold."
* #withdrawn "Withdrawn" "The patient withdrew the consent."
* #graduated "Graduated" "The patient no longer needs the program."
* #deceased "Deceased" "The patient died."
* #moved "Moved" "The patient moved away."
* #transferred "Transferred" "The patient chose another practitioner."
* #ended "Ended" "The enrollment ended for another reason."

ValueSet: CcmEnrollmentStateVS
Id: ccm-enrollment-state
Title: "States of an enrollment"
Description: "All states of an enrollment."
* ^experimental = false
* include codes from system CcmEnrollmentState
