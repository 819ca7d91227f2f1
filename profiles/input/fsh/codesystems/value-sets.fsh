ValueSet: CcmActivityVS
Id: ccm-activity
Title: "Activities of care management"
Description: "All activities, those that do not count too: they are recorded all the same."
* ^experimental = false
* include codes from system CcmActivity

ValueSet: CcmProgramVS
Id: ccm-program
Title: "Care-management programmes"
Description: "All programmes."
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
