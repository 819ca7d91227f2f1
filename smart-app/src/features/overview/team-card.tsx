import { useApp } from '../../app/app-context.ts'
import { usePlan } from '../../data/plan.ts'
import { useRoleName } from '../../data/role-words.ts'
import { useSay } from '../../say/use-say.ts'
import { Card, Read } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { overviewTexts } from './overview-texts.ts'

const SHOWN = 4

/** Who cares for the patient, and on which number. */
export function TeamCard() {
  const say = useSay(overviewTexts)
  const roleName = useRoleName()
  const { user } = useApp()
  const plan = usePlan()
  return (
    <Card title={say('team')}>
      <Read query={plan} lines={3}>
        {(reading) => {
          const members = reading?.view.team.members ?? []
          if (members.length === 0) return <p className="quiet fact">{say('no-team')}</p>
          return (
            <ul className="facts tight">
              {members.slice(0, SHOWN).map((member) => (
                <li key={member.reference}>
                  <Icon name="person" />
                  <span className="team-member">
                    <span className="team-name">{member.name}</span>{' '}
                    <span className="quiet">
                      {member.reference === user.reference ? `(${say('you')})` : roleName(member)}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          )
        }}
      </Read>
    </Card>
  )
}
