CodeSystem: CcmStaffRole
Id: ccm-staff-role
Title: "Roles in a practice"
Description: "What somebody in the practice is to care management: it decides whose minutes count as what (`PractitionerRole.code`)."
* ^caseSensitive = true
* ^experimental = false
* #billing-practitioner "Billing practitioner" "Physician, nurse practitioner, physician assistant, clinical nurse specialist or nurse-midwife who may bill, with an NPI."
* #clinical-staff "Clinical staff" "Nurse, medical assistant, pharmacist, social worker and others who work under the practitioner's general supervision."
* #non-clinical "Other staff" "Reception, billing, administration: their time does not count."
* #automation "Software" "Robots, automatic calls, artificial intelligence: their time does not count."
