Instance: ccm-plan-dementia
InstanceOf: PlanDefinition
Usage: #definition
* insert Plan(dementia, [[Dementia]], [[Demencia]])
* description = "Goals and activities for people with dementia and those who care for them: safety, food, medicines, the caregiver's strength."
* insert For(dementia)
* insert Cites([[Alzheimer's Association: dementia care practice recommendations]], [[https://www.alz.org/professionals/professional-providers/dementia_care_practice_recommendations]])
* insert Cites([[American Geriatrics Society 2023 Beers Criteria]], [[https://doi.org/10.1111/jgs.18372]])
* insert GoalFallRisk(dementia)
* insert GoalWeightKept(dementia)
* insert Do(strength-and-balance, fall-risk)
* insert Do(assess-home, fall-risk)
* insert Do(eat-enough, weight-kept)
* insert Do(home-weight-weekly, weight-kept)
* insert DoAlso(daily-routine)
* insert DoAlso(brain-safe-medicines)
* insert DoAlso(assess-memory)
* insert ButEvery(1, 6, mo)
* insert DoAlso(assess-caregiver)
* insert DoAlso(safety-with-memory-loss)
* insert DoAlso(dementia-services)
* insert DoAlso(advance-care-planning)
* insert DoAlso(symptoms-dementia)
